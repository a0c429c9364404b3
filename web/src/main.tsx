// Starts the application: light, words, then the first page.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRouter, RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { asProblem } from './api/problem'
import { currentLocale, firstLocale, startWords } from './app/i18n'
import { antdTheme } from './app/theme'
import { startTheme, useIsDark } from './app/theme-mode'
import { routeTree } from './routeTree.gen'
import { PageSkeleton } from './ui/skeleton'
import { RouteFailure, RouteMissing } from './app/route-states'
import './design/tokens.css'
import './design/frame.css'
import './design/work.css'
import './design/app.css'

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && [0, 503].includes(asProblem(error).status),
      refetchOnWindowFocus: false,
    },
  },
})

const router = createRouter({
  routeTree,
  context: { cache },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: RouteMissing,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

const CONTROL_WORDS = {
  'zh-CN': () => import('./words/zh-CN'),
  'en-US': () => import('./words/en-US'),
}

function Root() {
  useTranslation('app')
  const dark = useIsDark()
  const locale = currentLocale()
  const [controls, setControls] = useState<Awaited<ReturnType<(typeof CONTROL_WORDS)['zh-CN']>>['controls']>()
  useEffect(() => {
    void CONTROL_WORDS[locale]().then((words) => setControls(words.controls))
  }, [locale])
  return (
    <ConfigProvider theme={antdTheme(dark)} wave={{ disabled: true }} {...(controls ? { locale: controls } : {})} button={{ autoInsertSpace: false }}>
      <App component={false}>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  )
}

startTheme()
await startWords(firstLocale())
const place = document.getElementById('root')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <Root />
      </QueryClientProvider>
    </StrictMode>,
  )
}
