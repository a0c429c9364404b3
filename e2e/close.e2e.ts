// A month of a small company, from the trial to the payment, in the hands of the director, finance and a sales person.
import { close, SELLER, serveSmallCompany, type SmallCompany } from './small-company.ts'
import { expect, looksRight, looksRightInBothThemes, type Page, signInAs, SIZES, test } from './fixtures.ts'

let company: SmallCompany | undefined
test.beforeAll(async () => {
  test.setTimeout(120_000)
  company = await serveSmallCompany()
})
test.afterAll(() => company?.stop())

const hero = (page: Page) => page.locator('.t-hero').first()

/** Presses a button of the page, and the same verb in the question that follows. */
async function step(page: Page, button: string, verb: string, reason?: string) {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click()
  const question = page.getByRole('dialog')
  await expect(question).toBeVisible()
  if (reason !== undefined) await question.getByRole('textbox').fill(reason)
  await question.getByRole('button', { name: verb, exact: true }).click()
  await expect(question).toHaveCount(0)
}

test('October is tried, reviewed, locked, exported and paid, with what came late for September', async ({ page, browser }) => {
  const { url, people, plan } = company!
  await signInAs(page, people.director, url)
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '关账' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('已锁定')
  await looksRightInBothThemes(page)

  // The director tries October: 5% of 2,000.00, and 50.00 for an order of locked September that came later.
  await page.getByRole('main').getByRole('link', { name: '试算', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: '开始关账：试算' })
  await drawer.getByRole('textbox', { name: '周期' }).fill('2026-10')
  await drawer.getByRole('button', { name: '试算' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('10 月关账')
  await expect(hero(page)).toHaveText('¥150.00')
  const adjustments = page.getByRole('region', { name: '以前周期的调整' })
  await expect(adjustments.getByRole('row').nth(1)).toContainText('2026 年 9 月')
  await expect(adjustments.getByRole('row').nth(1)).toContainText('+50.00')
  await looksRightInBothThemes(page)
  await adjustments.getByRole('link', { name: 'SO-2' }).click()
  await expect(page.getByRole('dialog', { name: '订单 SO-2' })).toBeVisible()
  await page.keyboard.press('Escape')
  const run = page.url().replace(/\?.*/, '')

  // An order comes in after the trial: the checklist says so, and only a new trial counts it.
  await company!.order('SO-4', '2026-10-28', '400.00')
  await page.reload()
  await expect(page.getByText('试算之后又有单据，重新试算才算进来')).toBeVisible()
  await expect(page.getByText(/1 张单据，合同额 \+400\.00/)).toBeVisible()
  await step(page, '退回', '退回', '补了一张订单')
  await expect(page.getByText('退回了它：“补了一张订单”')).toBeVisible()
  await step(page, '重新试算', '重新试算')
  await expect(hero(page)).toHaveText('¥170.00')
  await step(page, '复核通过', '通过')
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: '财务复核' }).first()).toHaveAttribute('aria-current', 'step')

  const finance = await (await browser.newContext()).newPage()
  await signInAs(finance, people.finance, url)
  await finance.goto(run)
  await step(finance, '复核通过', '通过')
  await step(finance, '打开公示', '打开公示')
  await finance.getByRole('button', { name: '锁定 10 月', exact: true }).click()
  await expect(finance.getByRole('dialog')).toContainText('不再改变')
  await looksRight(finance)
  await finance.getByRole('dialog').getByRole('button', { name: '锁定', exact: true }).click()
  await expect(finance.getByText('已锁定').first()).toBeVisible()
  await step(finance, '导出发放表', '导出')
  const download = finance.waitForEvent('download')
  await finance.getByRole('link', { name: '发放表 CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  const file = await finance.request.get(`${url}/api/incentives/runs/${run.split('/').at(-1) ?? ''}/payments?format=csv`)
  expect(await file.text()).toContain(`${SELLER.code},${SELLER.name}`)
  await step(finance, '标记已发放', '标记')
  await expect(finance.getByText('都做完了，没有要等的。')).toBeVisible()
  await looksRightInBothThemes(finance)
  await finance.setViewportSize(SIZES.phone)
  await looksRightInBothThemes(finance)
  await finance.context().close()

  // The sales person sees what was locked, what it comes to now, and because of which order.
  const seller = await (await browser.newContext()).newPage()
  await signInAs(seller, people.sales, url)
  await hero(seller).getByRole('link').click()
  await expect(seller.getByText('已发放')).toBeVisible()
  const steps = seller.getByRole('region', { name: '一分一分怎么来的' })
  await expect(steps).toContainText('9 月调整')
  await expect(steps).toContainText('锁定 5.00，现在算 55.00，补 50.00，因为 SO-2 合同额 +1,000.00')
  await looksRightInBothThemes(seller)
  await seller.getByRole('link', { name: plan.title }).click()
  await step(seller, '已阅读并确认', '已阅读并确认')
  await expect(seller.getByText('1 人已阅读并确认')).toBeVisible()
  await looksRight(seller)
  await seller.context().close()
})

test('an objection stands in the way of the lock until it is answered', async ({ page, browser }) => {
  const { url, people, plan } = company!
  await company!.notice(3)
  await signInAs(page, people.director, url)
  const run = await close(page.request, url, plan.id, '2026-11', ['review_lead'])
  const finance = await (await browser.newContext()).newPage()
  await signInAs(finance, people.finance, url)
  await close(finance.request, url, plan.id, '2026-11', ['review_finance', 'notice'], run)

  const seller = await (await browser.newContext()).newPage()
  await signInAs(seller, people.sales, url)
  await hero(seller).getByRole('link').click()
  await expect(seller.getByText('公示中，可以提异议')).toBeVisible()
  await looksRightInBothThemes(seller)
  const objections = seller.getByRole('region', { name: '异议' })
  await objections.getByRole('button', { name: '提异议' }).click()
  await expect(objections.getByText('写明原因。')).toBeVisible()
  await objections.getByRole('textbox').fill('少了 11 月 20 日那张订单')
  await objections.getByRole('button', { name: '提异议' }).click()
  await expect(objections.getByText('待答复')).toBeVisible()

  await page.goto(`${url}/incentives/runs/${run}`)
  await expect(page.getByText(/还不能锁定：.*1 条异议没有答复/)).toBeVisible()
  await looksRightInBothThemes(page)
  await step(page, '维持，写明原因', '维持', '那张订单 12 月才签')
  await expect(page.getByText('“那张订单 12 月才签”')).toBeVisible()

  await seller.reload()
  await expect(seller.getByText('“那张订单 12 月才签”')).toBeVisible()
  await seller.context().close()
  await finance.context().close()
})
