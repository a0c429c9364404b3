import { createFileRoute } from '@tanstack/react-router'
import { SetupPage } from '@/features/people/setup.page'

export const Route = createFileRoute('/setup')({ component: SetupPage })
