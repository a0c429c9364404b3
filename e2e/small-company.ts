// A company of one seller in a data folder of its own, whose September is locked, and a server on it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type APIRequestContext, request } from '@playwright/test'
import { binary, type DemoUser, start } from './servers.ts'

export const SELLER = { code: 'E-1', name: '林晓燕' }
const UNIT = '苏州一组'
const PASSWORD = 'a long password 8'

const user = (role: string): DemoUser => ({ role, login: `${role}@small.example`, password: PASSWORD })
const PEOPLE = { director: user('director'), finance: user('finance'), sales: user('sales'), administrator: user('administrator') }

const PLAN = `[plan]
key = "five"
title = "签约提成"
currency = "CNY"
valid = { from = "2026-09-01", to = "2026-12-31" }
who = 'position == "销售"'

[measure.orders]
of = "orders"
day = "signed_on"

[[component]]
key = "five"
title = "签约提成"
kind = "commission"
period = "month"
measure = "orders"
rate = "5%"
`

export interface SmallCompany {
  url: string
  people: typeof PEOPLE
  plan: { id: string; title: string }
  /** One more order of the seller. */
  order: (code: string, day: string, net: string) => Promise<void>
  /** A goal of the seller, not published yet. */
  goal: (period: string, amount: string) => Promise<void>
  /** How many workdays the notice lasts. */
  notice: (workdays: number) => Promise<void>
  stop: () => Promise<void>
}

async function post<Answer>(http: APIRequestContext, url: string, path: string, data: unknown, version?: number): Promise<Answer> {
  const headers = { origin: url, ...(version === undefined ? {} : { 'If-Match': String(version) }) }
  const answer = await http.post(url + path, { data, headers })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}

interface Run {
  id: string
  version: number
}

/** Tries a period where no run is given, and takes it some steps on; which run it is. */
export async function close(http: APIRequestContext, url: string, plan: string, period: string, steps: string[], id?: string): Promise<string> {
  const path = '/api/incentives/runs'
  let run = id === undefined ? await post<Run>(http, url, path, { plan_id: plan, period }) : ((await (await http.get(`${url}${path}/${id}`)).json()) as Run)
  for (const step of steps) run = await post<Run>(http, url, `${path}/${run.id}/${step}`, {}, run.version)
  return run.id
}

async function signedIn(url: string, who: DemoUser) {
  const http = await request.newContext()
  await post(http, url, '/api/people/session', { login: who.login, password: who.password })
  return http
}

export async function serveSmallCompany(): Promise<SmallCompany> {
  const work = mkdtempSync(join(tmpdir(), 'beichen-close-'))
  const folder = join(work, 'data')
  const beichen = (args: string[], input = '') => {
    const done = spawnSync(binary(), ['--data', folder, '--language', 'en-US', ...args], { input, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`beichen ${args.join(' ')}: ${done.stderr}`)
  }
  const sheet = (name: string, text: string) => {
    writeFileSync(join(work, name), text)
    return join(work, name)
  }
  beichen(['init', '--org', '小公司', '--currency', 'CNY', '--time-zone', 'Asia/Shanghai'])
  const profile = sheet('people.toml', 'kind = "people"\ncreate_missing = ["units"]\n[columns]\ncode = "code"\nname = "name"\nunit = "unit"\nposition = "position"\njoined_on = "joined_on"\n')
  beichen(['import', 'people', sheet('people.csv', `code,name,unit,position,joined_on\n${SELLER.code},${SELLER.name},${UNIT},销售,2026-01-05\n`), '--profile', profile])
  beichen(['settings', 'set', 'notice_workdays', '0'])
  beichen(['user', 'add', PEOPLE.director.login, '--name', '沈亦舟', '--role', 'director', '--password-stdin'], PASSWORD)
  beichen(['user', 'add', PEOPLE.finance.login, '--name', '周敏', '--role', 'finance', '--password-stdin'], PASSWORD)
  beichen(['user', 'add', PEOPLE.sales.login, '--member', SELLER.code, '--role', 'sales', '--password-stdin'], PASSWORD)
  beichen(['user', 'add', PEOPLE.administrator.login, '--name', '韩启明', '--role', 'administrator', '--password-stdin'], PASSWORD)

  const { ready, stop } = await start(['serve', '--data', folder, '--listen', '127.0.0.1:0', '--json'])
  const { url } = ready
  const director = await signedIn(url, PEOPLE.director)
  const finance = await signedIn(url, PEOPLE.finance)
  const administrator = await signedIn(url, PEOPLE.administrator)
  const draft = await post<{ id: string; title: string; version: number }>(director, url, '/api/incentives/plans', { text: PLAN })
  await post(director, url, `/api/incentives/plans/${draft.id}/publish`, {}, draft.version)

  const members = (await (await director.get(`${url}/api/people/members?search=${SELLER.code}`)).json()) as { items: { id: string }[] }
  const customer = await post<{ id: string }>(director, url, '/api/customers/customers', { code: 'K-1', name: '苏州工业园区锐泽自动化设备有限公司' })
  const order = async (code: string, day: string, net: string) => {
    await post(director, url, '/api/customers/orders', { code, customer_id: customer.id, owner_id: members.items[0]?.id, signed_on: day, lines: [{ net, gross: net }] })
  }
  await order('SO-1', '2026-09-15', '100.00')
  const september = await close(director, url, draft.id, '2026-09', ['review_lead'])
  await close(finance, url, draft.id, '2026-09', ['review_finance', 'notice', 'lock'], september)
  await order('SO-2', '2026-09-20', '1000.00')
  await order('SO-3', '2026-10-12', '2000.00')
  return {
    url,
    people: PEOPLE,
    plan: draft,
    order,
    goal: async (period, amount) => {
      await post(director, url, '/api/goals/goals', { measure: 'orders', calendar: 'natural', period, amount, basis: 'full', member_id: members.items[0]?.id })
    },
    notice: async (workdays) => {
      const settings = (await (await administrator.get(`${url}/api/people/settings`)).json()) as { items: { key: string; version: number }[] }
      const seen = settings.items.find((one) => one.key === 'notice_workdays')?.version ?? 0
      const headers = { origin: url, 'If-Match': String(seen) }
      const answer = await administrator.put(`${url}/api/people/settings/notice_workdays`, { data: { value: String(workdays) }, headers })
      if (!answer.ok()) throw new Error(await answer.text())
    },
    stop: async () => {
      await Promise.all([director.dispose(), finance.dispose(), administrator.dispose()])
      await stop()
      rmSync(work, { recursive: true, force: true })
    },
  }
}
