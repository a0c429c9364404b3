// The two languages. Words come from locales/, one file a capability, shared with the server; a language is loaded when it is needed.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '@/lib/format'

const KEY = 'beichen.locale'

export const LOCALES = ['zh-CN', 'en-US'] as const

const load = {
  'zh-CN': () => import('@/words/zh-CN'),
  'en-US': () => import('@/words/en-US'),
}

const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale)

/** The reader's choice in this browser, else what the browser asks for; Chinese first. */
export function firstLocale(): Locale {
  const chosen = localStorage.getItem(KEY)
  if (isLocale(chosen)) return chosen
  const first = navigator.languages[0] ?? 'zh-CN'
  return first.startsWith('zh') ? 'zh-CN' : first.startsWith('en') ? 'en-US' : 'zh-CN'
}

export async function startWords(locale: Locale) {
  const words = await load[locale]()
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: words.words },
    ns: Object.keys(words.words),
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0])
  show(locale)
}

export async function changeLocale(locale: Locale, remember = true) {
  const { words } = await load[locale]()
  for (const [namespace, texts] of Object.entries(words)) i18next.addResourceBundle(locale, namespace, texts, true, true)
  await i18next.changeLanguage(locale)
  if (remember) localStorage.setItem(KEY, locale)
  show(locale)
}

export const currentLocale = (): Locale => (isLocale(i18next.language) ? i18next.language : 'zh-CN')

function show(locale: Locale) {
  document.documentElement.lang = locale
}
