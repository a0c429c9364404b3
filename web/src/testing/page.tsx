// Puts one page into a real router and a real cache, with an answering server made of a table.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { App, ConfigProvider } from 'antd'
import type { ReactElement } from 'react'
import { vi } from 'vitest'
import { SessionContext } from '@/app/session'
import type { Session } from '@/features/people/session.queries'

export interface Answer {
  status?: number
  body?: unknown
}

/** Answers `METHOD /path`; what is not in the table is a 404 of the server. Returns what was asked. */
export function serve(table: Record<string, Answer | ((body: unknown) => Answer)>) {
  const asked: { call: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const call = `${request.method} ${new URL(request.url).pathname}`
    const text = await request.clone().text()
    const body: unknown = text === '' ? null : JSON.parse(text)
    asked.push({ call, body })
    const entry = table[call]
    const answer = typeof entry === 'function' ? entry(body) : (entry ?? { status: 404, body: { status: 404, code: 'kernel.not_found', params: {}, fields: [] } })
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status: answer.status ?? 200, headers: { 'content-type': 'application/json' } })
  })
  return asked
}

export const someSession: Session = {
  member: { id: 'member_1', code: 'S006', name: '林晓燕', unit_name: '苏州一组', position: '销售' },
  organisation: { name: '澄远科技', currency: 'CNY', time_zone: 'Asia/Shanghai' },
  roles: ['sales'],
  locale: 'zh-CN',
  can: [],
  demo: true,
} as unknown as Session

export function show(page: ReactElement, session: Session = someSession) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const root = createRootRoute({ component: Outlet })
  const start = createRoute({ getParentRoute: () => root, path: '/start', component: () => page })
  const rest = createRoute({ getParentRoute: () => root, path: '$', component: () => <p>elsewhere</p> })
  const router = createRouter({ routeTree: root.addChildren([start, rest]), history: createMemoryHistory({ initialEntries: ['/start'] }) })
  render(
    <QueryClientProvider client={cache}>
      <SessionContext value={session}>
        <ConfigProvider button={{ autoInsertSpace: false }}>
          <App component={false}>
            <RouterProvider router={router as never} />
          </App>
        </ConfigProvider>
      </SessionContext>
    </QueryClientProvider>,
  )
  return { router, cache }
}
