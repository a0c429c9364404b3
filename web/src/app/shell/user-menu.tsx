// Who one is, the language, the light, and the way out.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown } from 'antd'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { type Session, signOut } from '@/features/people/session.queries'
import type { Entry } from './entries'
import { changeLocale, currentLocale, LOCALES } from '../i18n'
import { useProblemText } from '@/lib/problem-text'
import { chooseTheme, type ThemeChoice, useThemeChoice } from '../theme-mode'

const THEMES: ThemeChoice[] = ['light', 'dark', 'system']

interface UserMenuProps {
  session: Session
  placement: 'topLeft' | 'topRight'
  /** The pages that have no tab of their own. */
  entries?: Entry[]
  children: ReactElement
}

export function UserMenu({ session, placement, entries = [], children }: UserMenuProps) {
  const { t } = useTranslation('app')
  const { message } = App.useApp()
  const problem = useProblemText()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const theme = useThemeChoice()

  async function leave(everywhere: boolean) {
    try {
      await signOut(everywhere)
      await navigate({ to: '/sign-in' })
      cache.clear()
    } catch (error) {
      message.error(problem(error))
    }
  }

  function choose(key: string) {
    if (key.startsWith('/')) void navigate({ href: key })
    else if (key === 'out') void leave(false)
    else if (key === 'out_everywhere') void leave(true)
    else if (key.startsWith('theme.')) chooseTheme(key.slice('theme.'.length) as ThemeChoice)
    else void changeLocale(LOCALES.find((locale) => key === `locale.${locale}`) ?? 'zh-CN')
  }

  const items = [
    { type: 'group' as const, label: `${session.organisation.name}，${t(`roles.${session.roles[0] ?? 'none'}`)}`, key: 'org' },
    { type: 'divider' as const, key: 'd1' },
    ...entries.map((entry) => ({ key: entry.to, label: t(entry.label) })),
    ...(entries.length > 0 ? [{ type: 'divider' as const, key: 'd0' }] : []),
    {
      type: 'group' as const,
      label: t('menu.language'),
      key: 'languages',
      children: [
        { key: 'locale.zh-CN', label: <span lang="zh-CN">中文</span> },
        { key: 'locale.en-US', label: <span lang="en">English</span> },
      ],
    },
    { type: 'group' as const, label: t('menu.appearance'), key: 'themes', children: THEMES.map((choice) => ({ key: `theme.${choice}`, label: t(`menu.${choice}`) })) },
    { type: 'divider' as const, key: 'd2' },
    { key: 'out', label: t('menu.sign_out') },
    { key: 'out_everywhere', label: t('menu.sign_out_everywhere') },
  ]
  return (
    <Dropdown
      trigger={['click']}
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      placement={placement}
      menu={{ items, selectable: true, multiple: true, selectedKeys: [`locale.${currentLocale()}`, `theme.${theme}`], onClick: ({ key }) => choose(key) }}
    >
      {children}
    </Dropdown>
  )
}

/** A Chinese name's last character, else the first letter. */
export const avatarLetter = (name: string) => {
  const letters = [...name.trim()]
  return (/\p{Script=Han}/u.test(name) ? letters.at(-1) : letters[0]?.toUpperCase()) ?? '–'
}
