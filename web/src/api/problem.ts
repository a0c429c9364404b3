// A refusal of the server, or no answer at all, as one thing that the screens can word.

export interface ProblemField {
  path: string
  code: string
  params: Record<string, unknown>
}

/** What the server refused, with the code and the values that its sentence needs. */
export class Problem extends Error {
  override name = 'Problem'
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Record<string, unknown> = {},
    readonly fields: ProblemField[] = [],
  ) {
    super(code)
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** Reads `application/problem+json`; anything else becomes a code made of the status. */
export const problemOf = async (response: Response): Promise<Problem> => problemIn(await response.json().catch(() => null), response.status)

/** A problem that an answer carries inside it, as long work does when it failed. */
export function problemIn(carried: unknown, status = 0): Problem {
  const body = record(carried)
  const fields = Array.isArray(body['fields']) ? body['fields'].map(record) : []
  return new Problem(
    status,
    typeof body['code'] === 'string' ? body['code'] : `app.status_${status}`,
    record(body['params']),
    fields.map((field) => ({ path: String(field['path'] ?? ''), code: String(field['code'] ?? ''), params: record(field['params']) })),
  )
}

/** Every failure as a problem: what is no answer of the server is "offline". */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, error instanceof TypeError ? 'app.offline' : 'app.unexpected')
