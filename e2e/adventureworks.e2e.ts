// A real person's pay, opened down to the order, the batch that brought it, its file and its row.
import { join } from 'node:path'
import { dataFolder, planText, rowsOf, serveAdventureWorks, type Served } from './adventureworks.ts'
import { expect, looksRight, looksRightInBothThemes, signInAs, SIZES, test } from './fixtures.ts'

const data = dataFolder()

if (data !== null) {
  let served: Served | undefined
  test.beforeAll(async () => {
    test.setTimeout(240_000)
    served = await serveAdventureWorks(data)
  })
  test.afterAll(() => served?.stop())

  test('an AdventureWorks statement opens down to the order, its batch, file and row', async ({ page }) => {
    // The best paid quarter of plan A, as the independent calculation has it.
    const paid = rowsOf(join(data, 'expected_quarter.csv')).filter((row) => row['plan_a'] !== '')
    const best = paid.reduce((one, other) => (Number(other['plan_a']) > Number(one['plan_a']) ? other : one))
    const seller = rowsOf(join(data, 'sales_person.csv')).find((row) => row['business_entity_id'] === best['sales_person_id'])
    const name = `${seller?.['first_name'] ?? ''} ${seller?.['last_name'] ?? ''}`
    const sold = rowsOf(join(data, 'sales_order_reseller.csv'))
      .map((row, place) => ({ code: row['sales_order_id'] ?? '', owner: row['sales_person_id'], day: row['order_date'] ?? '', row: place + 2 }))
      .filter((row) => row.owner === best['sales_person_id'] && row.day >= (best['quarter_start'] ?? '') && row.day < (best['quarter_end_exclusive'] ?? ''))
    expect(sold.length).toBe(Number(best['orders']))
    const order = sold[0]!

    const { url, director } = served!
    await signInAs(page, director, url)
    const made = await page.request.post(`${url}/api/incentives/plans`, { data: { text: planText() }, headers: { origin: url } })
    expect(made.ok(), await made.text()).toBe(true)

    await page.goto(`${url}/incentives/trials?open=new.trial`)
    await page.getByRole('textbox', { name: '周期' }).fill(best['quarter_start'] ?? '')
    await page.getByRole('dialog').getByRole('button', { name: '试算' }).click()
    await expect(page.getByRole('heading', { name: '每个人' })).toBeVisible()
    await looksRight(page)

    await page.getByRole('searchbox', { name: '姓名、编号' }).fill(name)
    await expect(page).toHaveURL(/search=/)
    await page.getByRole('row').filter({ hasText: name }).getByRole('link').last().click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    const amount = Number(best['plan_a']).toLocaleString('en-US', { minimumFractionDigits: 2 })
    await expect(page.locator('.t-hero').first()).toContainText(amount)
    await looksRightInBothThemes(page)

    const documents = page.getByRole('region', { name: '背后的单据' })
    while ((await documents.getByText(order.code, { exact: true }).count()) === 0) await documents.getByRole('button', { name: '再看一些' }).click()
    await documents.getByRole('row').filter({ hasText: order.code }).getByRole('link').first().click()
    const drawer = page.getByRole('dialog', { name: `订单 ${order.code}` })
    await expect(drawer).toContainText(`“sales_order_reseller.csv”第 ${String(order.row)} 行`)
    await expect(drawer).toContainText(/batch_[0-9a-z]{26}/)
    await looksRight(page)
    await page.setViewportSize(SIZES.phone)
    await looksRight(page)
  })
}
