// From the trials of the sample company down to a payment and its refund; and what the sales person may not see.
import { type APIRequestContext, expect, looksRight, looksRightInBothThemes, type Page, signIn, SIZES, test } from './fixtures.ts'

interface Listed<Item> {
  items: Item[]
  next?: string | null
}

interface Line {
  document: { kind: string; id: string; code: string }
  refunds: { kind: string; id: string; code: string }[]
}

async function all<Item>(request: APIRequestContext, path: string): Promise<Item[]> {
  const items: Item[] = []
  let after = ''
  for (;;) {
    const answer = await request.get(after === '' ? path : `${path}?after=${encodeURIComponent(after)}`)
    expect(answer.ok(), `${path}: ${String(answer.status())}`).toBe(true)
    const page = (await answer.json()) as Listed<Item>
    items.push(...page.items)
    if (!page.next) return items
    after = page.next
  }
}

/** Where in the sample company a statement has a refund; which one it is does not matter. */
async function refundOf(request: APIRequestContext) {
  const trials = await all<{ id: string }>(request, '/api/incentives/trials')
  expect(trials.length, 'the sample company has trials').toBeGreaterThan(0)
  for (const trial of trials) {
    for (const statement of await all<{ id: string; member: { name: string } }>(request, `/api/incentives/trials/${trial.id}/statements`)) {
      const lines = await all<Line>(request, `/api/incentives/statements/${statement.id}/documents`)
      const line = lines.find((one) => one.document.kind === 'payment' && one.refunds.length > 0)
      const refund = line?.refunds[0]?.code
      if (line && refund) return { trial: trial.id, statement: statement.id, name: statement.member.name, refund, payment: line.document.code }
    }
  }
  throw new Error('No statement of the sample company has a refund.')
}

const hero = (page: Page) => page.locator('.t-hero').first()

test('from the trials to a person, the steps, the payment and its refund', async ({ page }) => {
  await signIn(page, 'director')
  const found = await refundOf(page.request)

  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '试算与对账单' }).click()
  await expect(page.getByRole('heading', { name: '试算', exact: true })).toBeVisible()
  await looksRightInBothThemes(page)

  await page.locator(`a[href$="/incentives/trials/${found.trial}"]`).click()
  await expect(page.getByRole('heading', { name: '每个人' })).toBeVisible()
  await looksRightInBothThemes(page)

  await page.getByRole('searchbox', { name: '姓名、编号' }).fill(found.name)
  await expect(page).toHaveURL(/search=/)
  const door = page.locator(`a[href$="/incentives/statements/${found.statement}"]`)
  const total = (await door.textContent()) ?? ''
  expect(total).toMatch(/^[−\d,]+\.\d\d$/)
  await door.click()

  await expect(page.getByRole('heading', { level: 1 })).toContainText(found.name)
  await expect(hero(page)).toContainText(`¥${total}`)
  const steps = page.getByRole('region', { name: '一分一分怎么来的' })
  await expect(steps.getByText('应发')).toBeVisible()
  expect(await steps.locator('.k2').count()).toBeGreaterThan(2)
  await looksRightInBothThemes(page)

  const documents = page.getByRole('region', { name: '背后的单据' })
  while ((await documents.getByText(found.refund).count()) === 0) await documents.getByRole('button', { name: '再看一些' }).click()
  await documents.getByRole('row').filter({ hasText: found.payment }).getByRole('link', { name: `含退款 ${found.refund}` }).click()
  const refund = page.getByRole('dialog', { name: `退款 ${found.refund}` })
  await expect(refund).toBeVisible()
  await expect(page).toHaveURL(/open=refund\./)
  await looksRight(page)

  await refund.getByRole('link', { name: found.payment }).click()
  const payment = page.getByRole('dialog', { name: `回款 ${found.payment}` })
  await expect(payment).toContainText('到账')
  await expect(payment).toContainText(found.refund)
  await looksRightInBothThemes(page)

  await payment.locator('.way a[href*="order."]').click()
  await expect(page.getByRole('dialog', { name: /^订单 / })).toContainText('签约')
  await looksRight(page)

  await page.reload()
  await expect(page.getByRole('dialog', { name: /^订单 / })).toBeVisible()
  await page.getByRole('button', { name: '回到上一层' }).click()
  await expect(payment).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the same path with a thumb', async ({ page }) => {
  await page.setViewportSize(SIZES.phone)
  await signIn(page, 'director')
  const found = await refundOf(page.request)
  await page.goto(`/incentives/trials/${found.trial}`)
  await looksRightInBothThemes(page)
  await page.goto(`/incentives/statements/${found.statement}`)
  await expect(hero(page)).toBeVisible()
  await looksRightInBothThemes(page)
  const documents = page.getByRole('region', { name: '背后的单据' })
  await documents.getByRole('listitem').first().getByRole('link').last().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: '关上' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a sales person sees the own statement, and is told that another’s does not exist', async ({ page, browser }) => {
  await signIn(page, 'sales')
  await expect(page.getByRole('heading', { name: '我的奖金' })).toBeVisible()
  await hero(page).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('我的')
  await looksRight(page)
  const mine = new URL(page.url()).pathname

  const other = await browser.newPage()
  await signIn(other, 'director')
  const trials = await all<{ id: string }>(other.request, '/api/incentives/trials')
  const statements = await all<{ id: string }>(other.request, `/api/incentives/trials/${trials[0]?.id ?? ''}/statements`)
  const strange = statements.find((one) => !mine.endsWith(one.id))
  await other.close()

  await page.goto(`/incentives/statements/${strange?.id ?? 'none'}`)
  await expect(page.getByText('没有这一项，或者不在能看的范围里。')).toBeVisible()
  await looksRight(page)
  expect((await page.request.get('/api/incentives/trials')).status()).toBe(403)
})
