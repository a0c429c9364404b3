// Starts the real binary on the sample company before the suite, and ends it by its id afterwards.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export interface DemoUser {
  role: string
  login: string
  password: string
}

export interface Ready {
  url: string
  users: DemoUser[]
}

const START_SECONDS = 240

export function binary(): string {
  const given = process.env['BEICHEN']
  const path = given ? resolve(given) : resolve(import.meta.dirname, '../target/debug/beichen')
  if (!existsSync(path)) throw new Error(`${path} is missing. Build it with \`cargo build -p beichen-cli\`, or name it in BEICHEN.`)
  return path
}

/** Runs a serving command and waits for its one line of JSON. */
export async function start(args: string[]): Promise<{ ready: Ready; stop: () => Promise<void> }> {
  const child = spawn(binary(), args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = await Promise.race([readyLine(child), tooLate()]).catch(async (error: unknown) => {
    await end(child)
    throw error
  })
  return { ready, stop: () => end(child) }
}

function readyLine(child: ChildProcess): Promise<Ready> {
  return new Promise((found, failed) => {
    child.once('exit', (code) => failed(new Error(`beichen ended with code ${String(code)} before it was ready`)))
    child.once('error', failed)
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return
      const ready = JSON.parse(line) as Partial<Ready>
      if (ready.url) found({ url: ready.url, users: ready.users ?? [] })
    })
  })
}

function tooLate(): Promise<never> {
  return new Promise((_, failed) => {
    setTimeout(() => failed(new Error(`beichen was not ready after ${START_SECONDS} s`)), START_SECONDS * 1000).unref()
  })
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((ended) => {
    child.once('exit', () => ended())
    child.kill('SIGTERM')
  })
}

/** Playwright's global set-up: what it returns is run at the end. */
export default async function setUp() {
  const data = mkdtempSync(join(tmpdir(), 'beichen-e2e-'))
  const { ready, stop } = await start(['demo', '--data', join(data, 'demo'), '--listen', '127.0.0.1:0', '--json'])
  process.env['E2E_DEMO'] = JSON.stringify(ready)
  return async () => {
    await stop()
    rmSync(data, { recursive: true, force: true })
  }
}
