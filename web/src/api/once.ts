// A write is carried out once: it has a key of its own, and is sent again under the same key while the database is busy.

const REPEATS = 3
const LONGEST_PAUSE_SECONDS = 10

/** Not `randomUUID`, which a browser only has over HTTPS. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Gives a POST its key, by which the server knows it again. Any other write asks for the version seen. */
export function withKey(request: Request): Request {
  if (request.method === 'POST') request.headers.set('Idempotency-Key', newKey())
  return request
}

/** The pause that the server asks for, in seconds; nothing where it does not. */
function pauseOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('Retry-After') ?? undefined)
  return response.status === 503 && seconds >= 0 ? Math.min(seconds, LONGEST_PAUSE_SECONDS) : undefined
}

/** Sends a request; a write that came at a busy moment a few times more. */
export async function patiently(request: Request): Promise<Response> {
  const repeats = request.method === 'GET' ? 0 : REPEATS
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const response = await globalThis.fetch(request.clone())
    const pause = pauseOf(response)
    if (pause === undefined) return response
    await new Promise((resume) => setTimeout(resume, pause * 1_000))
  }
  return globalThis.fetch(request)
}
