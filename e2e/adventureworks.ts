// Real sales data in a data folder of its own: imported by the command line as its example says, and served.
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { binary, type DemoUser, start } from './servers.ts'

const EXAMPLE = resolve(import.meta.dirname, '../examples/adventureworks')
const DIRECTOR = { role: 'director', login: 'director@adventureworks.example', password: 'a long password 8' } satisfies DemoUser
const PERIODS_KEPT = 30

/** Where the data is; absent, the suite fails under CI, and otherwise its summary says that it did not run. */
export function dataFolder(): string | null {
  const usual = resolve(EXAMPLE, '../..', readFileSync(join(EXAMPLE, 'data-folder'), 'utf8').trim())
  const folder = process.env['ADVENTUREWORKS_DIR'] ?? usual
  if (existsSync(folder)) return folder
  if (process.env['CI'] === 'true') throw new Error(`AdventureWorks is not at ${folder}`)
  const note = process.env['BEICHEN_NOT_RUN']
  if (note) appendFileSync(note, `end to end on AdventureWorks: the data is not at ${folder}\n`)
  return null
}

export interface Served {
  url: string
  director: DemoUser
  stop: () => Promise<void>
}

/** Everything in, a director who can sign in, and a server on it. */
export async function serveAdventureWorks(data: string): Promise<Served> {
  const work = mkdtempSync(join(tmpdir(), 'beichen-adventureworks-'))
  const folder = join(work, 'data')
  const beichen = (args: string[], input = '') => {
    const done = spawnSync(binary(), ['--data', folder, '--language', 'en-US', ...args], { input, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`beichen ${args.join(' ')}: ${done.stderr}`)
  }
  const profile = (kind: string) => ['--profile', join(EXAMPLE, `${kind}.toml`)]
  beichen(['init', '--org', 'AdventureWorks', '--currency', 'USD', '--time-zone', 'America/Los_Angeles'])
  beichen(['import', 'fields', join(EXAMPLE, 'fields.csv'), ...profile('fields')])
  beichen(['import', 'calendar', join(EXAMPLE, 'calendar.csv'), ...profile('calendar')])
  beichen(['measure', 'publish', join(EXAMPLE, 'plan-a.toml')])
  beichen(['import', 'people', join(data, 'sales_person.csv'), ...profile('people')])
  beichen(['import', 'goals', join(data, 'sales_person_quota_history.csv'), ...profile('goals')])
  beichen(['goals', 'publish', '--measure', 'sales', '--calendar', 'adventureworks', '--period', 'all', '--reason', 'quotas as they were given'])
  beichen(['import', 'orders', join(data, 'sales_order_reseller.csv'), ...profile('orders')])
  beichen(['user', 'add', DIRECTOR.login, '--name', 'Dana Director', '--role', 'director', '--password-stdin'], DIRECTOR.password)
  // With an administrator the first set-up is over, and everybody signs in.
  beichen(['user', 'add', 'admin@adventureworks.example', '--name', 'Ada Admin', '--role', 'administrator', '--password-stdin'], DIRECTOR.password)
  const { ready, stop } = await start(['serve', '--data', folder, '--listen', '127.0.0.1:0', '--json'])
  return {
    url: ready.url,
    director: DIRECTOR,
    stop: async () => {
      await stop()
      rmSync(work, { recursive: true, force: true })
    },
  }
}

export const planText = () => readFileSync(join(EXAMPLE, 'plan-a.toml'), 'utf8')

/** A CSV without quoted cells, as the independent calculation writes it: rows by column. */
export function rowsOf(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(file, 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/)
  const names = (head ?? '').split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, place) => [names[place] ?? '', cell])))
}
