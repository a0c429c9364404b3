// Handing in a file: which kind, by which saved profile; nothing is written before the preview has been seen.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '@/lib/problem-text'
import { Choice } from '@/ui/choice'
import { Drawer } from '@/ui/drawer'
import { FileField } from '@/ui/file-field'
import { Note } from '@/ui/note'
import { kindList, profileList, upload } from './import.queries'

interface NewImportProps {
  beneath: number
  onBack: () => void
  onClose: () => void
}

export function NewImportDrawer(frame: NewImportProps) {
  const { t } = useTranslation('sheets')
  return (
    <Drawer {...frame} label={t('new_import.title')} crumbs={<span className="ink">{t('new_import.title')}</span>}>
      <NewImportForm />
    </Drawer>
  )
}

function NewImportForm() {
  const { t } = useTranslation('sheets')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const problemText = useProblemText()
  const { data: kinds } = useQuery(kindList())
  const { data: profiles } = useQuery(profileList())
  const [kind, setKind] = useState('')
  const [profile, setProfile] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })
  const fitting = (profiles?.items ?? []).filter((item) => item.kind === kind)
  const missing = kind === '' ? t('new_import.no_kind') : file === null ? t('new_import.no_file') : null

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (kind === '' || file === null) return
    setState({ busy: true, error: null })
    try {
      const one = await upload({ kind, profile, file })
      await cache.invalidateQueries({ queryKey: ['pages', '/api/sheets/imports'] })
      await navigate({ to: '/sheets/imports/$batchId', params: { batchId: one.id }, search: {} })
    } catch (error) {
      setState({ busy: false, error })
    }
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <Choice
        label={t('new_import.kind')}
        value={kind}
        onChange={(chosen) => {
          setKind(chosen)
          setProfile('')
        }}
        empty={t('new_import.choose')}
        options={(kinds?.items ?? []).map((item) => ({ value: item.name, label: item.title }))}
      />
      <FileField
        label={t('new_import.file')}
        choose={t('new_import.choose_file')}
        none={t('new_import.none_chosen')}
        accept=".csv,.xlsx"
        help={t('new_import.file_help')}
        file={file}
        onChange={setFile}
      />
      {fitting.length > 0 && (
        <Choice
          label={t('new_import.profile')}
          value={profile}
          onChange={setProfile}
          empty={t('new_import.by_title')}
          options={fitting.map((item) => ({ value: item.name, label: item.name }))}
        />
      )}
      {state.error !== null && <Note tone="danger">{problemText(state.error)}</Note>}
      <Button type="primary" htmlType="submit" loading={state.busy} disabled={missing !== null}>
        {missing ?? t('new_import.check')}
      </Button>
    </form>
  )
}
