/** A request for a response that is kept. */
export interface ResumeRequest {
  readonly id: string
  readonly action: 'retrieve' | 'stream' | 'cancel'
  /** What `starting_after`, or else `Last-Event-ID`, says. */
  readonly startingAfter: string | undefined
}

/** What is looked at of a request. */
export interface Asked {
  readonly method: string | undefined
  /** Path and query as the client sent them. */
  readonly url: string
  readonly lastEventId: string | undefined
}

const ACTIONS: Readonly<Record<string, string>> = { GET: '', POST: '/cancel' }

/** Reads `GET …/responses/{id}` and `POST …/responses/{id}/cancel`; `undefined` for any other request. */
export function resumeRequest({ method = '', url, lastEventId }: Asked, path: string): ResumeRequest | undefined {
  const end = Object.hasOwn(ACTIONS, method) ? ACTIONS[method] : undefined
  const [pathname = '', query = ''] = url.split('?', 2)
  const at = pathname.lastIndexOf(`${path}/`)
  if (end === undefined || at < 0) return undefined
  const rest = pathname.slice(at + path.length + 1).replace(/\/$/, '')
  if (!rest.endsWith(end)) return undefined
  const id = decoded(rest.slice(0, rest.length - end.length))
  if (id === '' || id.includes('/')) return undefined
  const asked = new URLSearchParams(query)
  if (end !== '') return { id, action: 'cancel', startingAfter: undefined }
  if (asked.get('stream') !== 'true') return { id, action: 'retrieve', startingAfter: undefined }
  return { id, action: 'stream', startingAfter: asked.get('starting_after') ?? lastEventId }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // What is no encoding names nothing: it is not found.
    return segment
  }
}
