// The page before the frame: the star with its trails on one side, the form on the other.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLocale, currentLocale, LOCALES } from '@/app/i18n'
import { Mark } from '@/ui/mark'
import { StarTrails } from './star-trails'

const NAMES = { 'zh-CN': '中文', 'en-US': 'English' }

export function Entrance({ children }: { children: ReactNode }) {
  const { t } = useTranslation('people')
  return (
    <>
      <header className="langs">
        {LOCALES.map((locale) => (
          <button key={locale} type="button" lang={locale} aria-pressed={locale === currentLocale()} onClick={() => void changeLocale(locale)}>
            {NAMES[locale]}
          </button>
        ))}
      </header>
      <main className="si">
        <section className="art">
          <StarTrails />
          <div className="bl0">
            <Mark />
            <span>{t('product', { ns: 'app' })}</span>
          </div>
          <div className="say">
            <p className="slogan">
              {t('entrance.line_1')}
              <br />
              {t('entrance.line_2')}
            </p>
            <p className="dim">{t('entrance.more')}</p>
          </div>
        </section>
        <section className="pane">
          <div className="frm">{children}</div>
        </section>
      </main>
    </>
  )
}
