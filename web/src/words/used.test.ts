// Every word that the screens ask for stands in a locale file.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { words } from './zh-CN'

const ROOT = join(import.meta.dirname, '..')

const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.gen\.ts$|\.d\.ts$/.test(file))

function find(namespace: string, key: string): unknown {
  let at: unknown = words[namespace]
  for (const part of key.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
  return at
}

/** What one source asks for: the namespace and the key, or the part of the key before what is filled in. */
function asked(text: string): { namespace: string; key: string; whole: boolean }[] {
  const own = /useTranslation\('(\w+)'\)/.exec(text)?.[1] ?? 'app'
  return [...text.matchAll(/\bt\((['`])([^'`]+)\1(?:,\s*\{[^}]*?\bns: '(\w+)')?/g)].map((match) => {
    const [key = ''] = (match[2] ?? '').split('${')
    return { namespace: match[3] ?? own, key, whole: !(match[2] ?? '').includes('${') }
  })
}

it('finds every word of the screens', () => {
  const all = sources.flatMap((file) => asked(readFileSync(join(ROOT, file), 'utf8')).map((one) => ({ file, ...one })))
  expect(all.length).toBeGreaterThan(100)
  const missing = all.filter(({ namespace, key, whole }) => key !== '' && (whole ? typeof find(namespace, key) !== 'string' : find(namespace, key.replace(/\.[^.]*$/, '')) === undefined))
  expect(missing.filter(({ key, whole }) => whole || key.includes('.')).map(({ file, namespace, key }) => `${file}: ${namespace}.${key}`)).toEqual([])
})

it('sees a word that is not there', () => {
  expect(asked("useTranslation('people')\n t('no.such') t(`a.${b}`) t('x', { ns: 'app' })")).toEqual([
    { namespace: 'people', key: 'no.such', whole: true },
    { namespace: 'people', key: 'a.', whole: false },
    { namespace: 'app', key: 'x', whole: true },
  ])
  expect(find('people', 'no.such')).toBeUndefined()
})
