// Signing in to the sample company: as each of its people, and not with a wrong password.
import { expect, looksRight, looksRightInBothThemes, roles, signIn, SIZES, test, userOf } from './fixtures.ts'

test('the sign-in offers the people of the sample company, in both themes and sizes', async ({ page }) => {
  expect(roles().length).toBeGreaterThanOrEqual(7)
  for (const size of Object.values(SIZES)) {
    await page.setViewportSize(size)
    await page.goto('/sign-in')
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(roles().length)
    await looksRightInBothThemes(page)
  }
})

for (const role of ['administrator', 'director', 'lead', 'sales', 'hr', 'finance', 'viewer']) {
  test(`the ${role} signs in, sees a first page, and signs out`, async ({ page }) => {
    await signIn(page, role)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
    await looksRightInBothThemes(page)
    await page.setViewportSize(SIZES.phone)
    await looksRight(page)
    await page.getByRole('button', { name: '我的', exact: true }).click()
    await page.getByRole('menuitem', { name: '退出', exact: true }).click()
    await page.waitForURL(/\/sign-in/)
    expect((await page.request.get('/api/people/session')).status()).toBe(401)
  })
}

test('a wrong password is refused with its reason, and nobody is signed in', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('手机号或邮箱').fill(userOf('sales').login)
  await page.getByLabel('密码').fill('not-this-one')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert')).not.toBeEmpty()
  await looksRight(page)
  expect((await page.request.get('/api/people/session')).status()).toBe(401)
})

test('a person of the sample company enters with one click, and changes language and light', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('main').getByRole('listitem').first().getByRole('button').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  const menu = page.getByRole('navigation', { name: '主导航' }).getByRole('button')
  await menu.click()
  await page.getByRole('menuitem', { name: '深色' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark') // the menu stays open: one often chooses both
  await page.getByRole('menuitem', { name: 'English' }).click()
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-US')
})
