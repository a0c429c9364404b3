// A refusal in the reader's words: the sentence belongs to the code and stands in the capability's locale file.
import i18next, { type TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { asProblem, type Problem } from '@/api/problem'

const texts = (params: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]))

/** The sentence of one code: its own, else that of the kind of refusal. */
export function codeText(t: TFunction, code: string, params: Record<string, unknown>, status = 0): string {
  const dot = code.indexOf('.')
  const namespace = code.slice(0, dot)
  const key = `errors.${code.slice(dot + 1)}`
  if (dot > 0 && i18next.exists(key, { ns: namespace })) return t(key, { ns: namespace, ...texts(params) })
  const ofKind = `errors.status_${status}`
  if (i18next.exists(ofKind, { ns: 'app' })) return t(ofKind, { ns: 'app', code })
  return t('errors.unexpected', { ns: 'app', code })
}

export function problemText(t: TFunction, error: unknown): string {
  const problem: Problem = asProblem(error)
  return codeText(t, problem.code, problem.params, problem.status)
}

/** The sentences of single fields, by path. */
export const fieldTexts = (t: TFunction, error: unknown): Record<string, string> =>
  Object.fromEntries(asProblem(error).fields.map((field) => [field.path, codeText(t, field.code, field.params)]))

export function useProblemText() {
  const { t } = useTranslation('app')
  return (error: unknown) => problemText(t, error)
}
