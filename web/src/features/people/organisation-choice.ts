// A login of several organisations: the server asks which one, and names them.
import type { Problem } from '@/api/problem'

interface Choice {
  id: string
  name: string
}

const isChoice = (value: unknown): value is Choice =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value && typeof value.id === 'string' && typeof value.name === 'string'

export function organisationsOf(problem: Problem): Choice[] {
  const named = problem.params['organisations']
  return Array.isArray(named) ? named.filter(isChoice) : []
}
