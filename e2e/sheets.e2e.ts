// A file goes in: its preview names the bad cell, the sound rows are written; and one that cannot be read says why.
import { expect, looksRight, looksRightInBothThemes, type Page, signIn, SIZES, test } from './fixtures.ts'

async function handIn(page: Page, name: string, text: string) {
  await page.goto('/sheets/imports?open=new.import')
  const form = page.getByRole('dialog', { name: '导入文件' })
  await form.getByLabel('种类').selectOption({ label: '客户' })
  await form.getByLabel('文件', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(form.getByText(name)).toBeVisible()
  await looksRight(page)
  await form.getByRole('button', { name: '检查' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('a bad row stays out with its reason, and the sound ones are written', async ({ page }) => {
  await signIn(page, 'administrator')
  await handIn(page, '新客户.csv', 'code,name,owner\nE2E-1,常州启航自动化有限公司,\nE2E-2,镇江远帆机电有限公司,没有这个人\n')
  const write = page.getByRole('button', { name: '只写入没问题的 1 行' })
  await expect(write).toBeVisible()
  await page.getByRole('button', { name: '要改的 1' }).click()
  const bad = page.getByRole('row').filter({ hasText: 'E2E-2' })
  await expect(bad).toContainText('没有这个人')
  await looksRightInBothThemes(page)
  await page.setViewportSize(SIZES.phone)
  await looksRight(page)
  await page.setViewportSize(SIZES.desktop)
  await write.click()
  await expect(page.getByText('已写入')).toBeVisible()
  const found = await page.request.get('/api/customers/customers?search=E2E-')
  expect(((await found.json()) as { items: { code: string }[] }).items.map((one) => one.code)).toEqual(['E2E-1'])
})

test('a file with an unknown column is refused with the column named', async ({ page }) => {
  await signIn(page, 'administrator')
  await handIn(page, '多一列.csv', 'code,name,颜色\nE2E-9,宁波长风泵阀有限公司,红\n')
  await expect(page.getByText('读不了')).toBeVisible()
  await expect(page.getByText('颜色', { exact: false }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /写入/ })).toHaveCount(0)
  await looksRightInBothThemes(page)
})
