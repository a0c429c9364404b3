// Orders and payments of the sample company: the lists, their views, an order down to its payments.
import { expect, looksRight, looksRightInBothThemes, signIn, SIZES, test } from './fixtures.ts'

test('orders are searched, sorted and opened', async ({ page }) => {
  await signIn(page, 'finance')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '客户与订单' }).click()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await looksRightInBothThemes(page)

  await page.getByRole('button', { name: '合同额（元）' }).click()
  await expect(page).toHaveURL(/sort=-net/)
  await expect(page.getByRole('columnheader', { name: /合同额/ })).toHaveAttribute('aria-sort', 'descending')

  const code = (await page.getByRole('row').nth(1).getByRole('cell').nth(2).textContent()) ?? ''
  await page.getByRole('searchbox').fill(code)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('row').nth(1).getByRole('link').click()
  await expect(page.getByRole('dialog', { name: `订单 ${code}` })).toBeVisible()
  await looksRight(page)

  await page.setViewportSize(SIZES.phone)
  await expect(page.getByRole('dialog', { name: `订单 ${code}` })).toBeVisible()
  await looksRight(page)
})

test('payments without an order are a view of their own, and an unknown payment is said to be none', async ({ page }) => {
  await signIn(page, 'finance')
  await page.goto('/customers/payments')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await looksRightInBothThemes(page)
  await page.getByRole('navigation', { name: '视图' }).getByRole('link', { name: '没有匹配' }).click()
  await expect(page).toHaveURL(/state=unmatched/)
  await looksRight(page)
  await page.goto('/customers/payments?open=payment.payment_00000000000000000000000000')
  await expect(page.getByRole('dialog').getByText('没有这一项，或者不在能看的范围里。')).toBeVisible()
  await looksRight(page)
})
