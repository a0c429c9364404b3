// The people of the sample company: a click signs in as one of them.
import { useTranslation } from 'react-i18next'
import { avatarLetter } from '@/app/shell/user-menu'
import { Icon } from '@/ui/icon'
import type { DemoUser } from './session.queries'

interface DemoPeopleProps {
  people: DemoUser[]
  onChoose: (person: DemoUser) => void
}

export function DemoPeople({ people, onChoose }: DemoPeopleProps) {
  const { t } = useTranslation('people')
  return (
    <>
      <h2 className="or">{t('demo.title')}</h2>
      <ul className="roles">
        {people.map((person) => (
          <li key={person.login}>
            <button type="button" onClick={() => onChoose(person)}>
              <span className="av" aria-hidden="true">
                {avatarLetter(person.name)}
              </span>
              <span style={{ minWidth: 0 }}>
                <b lang="zh-CN">{person.name}</b>{' '}
                <span className="mute t-s">{[t(`roles.${person.role}`, { ns: 'app', defaultValue: person.role }), person.unit_name].filter(Boolean).join(t('demo.comma'))}</span>
                <span className="t-xs dim cut block">{t(`demo.${person.role}`, { defaultValue: '' })}</span>
              </span>
              <Icon name="right" />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
