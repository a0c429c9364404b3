import { createFileRoute } from '@tanstack/react-router'
import { PlanPage } from '@/features/incentives/plan.page'

export const Route = createFileRoute('/_app/incentives/plans/$planId')({ component: PlanPage })
