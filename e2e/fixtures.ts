// What every test begins with: the sample company's address and people, a way in, and the look at every page.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test as base } from '@playwright/test'
import type { DemoUser, Ready } from './servers.ts'

const demo = (): Ready => JSON.parse(process.env['E2E_DEMO'] ?? '{"url":"","users":[]}') as Ready

export const SIZES = { desktop: { width: 1440, height: 1000 }, phone: { width: 390, height: 844 } } as const
export const THEMES = ['light', 'dark'] as const

export function userOf(role: string): DemoUser {
  const user = demo().users.find((one) => one.role === role)
  if (!user) throw new Error(`The sample company has no user of the role ${role}.`)
  return user
}

export const roles = (): string[] => demo().users.map((user) => user.role)

/** Zero findings on the page as it stands, once it stands: every page has its first heading. */
export async function looksRight(page: Page) {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  const found = await new AxeBuilder({ page }).analyze()
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)
  expect(tooWide, 'the page scrolls sideways').toBe(false)
}

/** The same page in both themes, without reloading. */
export async function looksRightInBothThemes(page: Page) {
  for (const theme of THEMES) {
    await page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name
    }, theme)
    await looksRight(page)
  }
}

export const signIn = (page: Page, role: string) => signInAs(page, userOf(role))

/** `url` where it is another server than the sample company's. */
export async function signInAs(page: Page, user: DemoUser, url = '') {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('手机号或邮箱').fill(user.login)
  await page.getByLabel('密码').fill(user.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export const test = base.extend({
  baseURL: async ({}, use) => {
    await use(demo().url)
  },
})

export { expect }
export type { APIRequestContext, Page } from '@playwright/test'
