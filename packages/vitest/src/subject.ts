/** What a matcher was given, once it has been read to its end. */
export interface Subject {
  readonly bytes: Uint8Array
  /** Why this is no whole event stream, e.g. `the status is 502`; a strict stream has none. */
  readonly faults: readonly string[]
}

/** A reply of supertest or of fastify's `inject`, as far as it is looked at. */
interface ReadReply {
  readonly status?: unknown
  readonly statusCode?: unknown
  readonly headers?: Readonly<Record<string, unknown>>
}

const read: WeakMap<object, Promise<Subject>> = new WeakMap()

/**
 * Reads what a matcher was given; the same object is read once, however many matchers look at it.
 *
 * @throws TypeError for what is no stream and no reply.
 */
export function readSubject(received: unknown): Promise<Subject> {
  if (typeof received !== 'object' || received === null) return start(received)
  const known = read.get(received) ?? start(received)
  read.set(received, known)
  return known
}

async function start(received: unknown): Promise<Subject> {
  if (typeof received === 'string') return { bytes: new TextEncoder().encode(received), faults: [] }
  if (received instanceof Uint8Array) return { bytes: received, faults: [] }
  if (received instanceof Response) return fromResponse(received)
  if (isAsyncIterable(received)) return collect(received)
  const text = textOf(received)
  if (text === undefined)
    throw new TypeError(
      `expected a Response, a read reply, text, bytes or an async iterable of them, found ${nameOf(received)}`,
    )
  const { status, statusCode, headers } = received as ReadReply
  return { bytes: new TextEncoder().encode(text), faults: headFaults(status ?? statusCode, headers?.['content-type']) }
}

/** The test can still read the response itself: a clone is read. */
async function fromResponse(response: Response): Promise<Subject> {
  if (response.bodyUsed)
    throw new TypeError('the body of this Response was read before: give the matcher the Response first, or the text')
  const { body } = response.clone()
  const { bytes, faults } = body ? await collect(body) : { bytes: new Uint8Array(0), faults: [] }
  return { bytes, faults: [...headFaults(response.status, response.headers.get('content-type')), ...faults] }
}

/** A source that breaks leaves what came until then. */
async function collect(source: AsyncIterable<unknown>): Promise<Subject> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const encoder = new TextEncoder()
  try {
    for await (const piece of source) {
      if (typeof piece === 'string') pieces.push(encoder.encode(piece))
      else if (piece instanceof Uint8Array) pieces.push(piece.slice())
      else throw new NotBytes(`expected an async iterable of text or bytes, found one of ${nameOf(piece)}`)
    }
  } catch (error) {
    if (error instanceof NotBytes) throw error
    return {
      bytes: await joined(pieces),
      faults: [`it broke off: ${error instanceof Error ? error.message : String(error)}`],
    }
  }
  return { bytes: await joined(pieces), faults: [] }
}

class NotBytes extends TypeError {}

function headFaults(status: unknown, type: unknown): string[] {
  const faults: string[] = []
  if (typeof status === 'number' && (status < 200 || status > 299)) faults.push(`the status is ${status}`)
  if (!/^\s*text\/event-stream\b/i.test(String(type ?? '')))
    faults.push(`the content type is ${type ?? 'missing'}, not text/event-stream`)
  return faults
}

function textOf(reply: unknown): string | undefined {
  if (typeof reply !== 'object' || reply === null) return undefined
  const { text, payload } = reply as { text?: unknown; payload?: unknown }
  return [text, payload].find((value) => typeof value === 'string')
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function nameOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value
  return Object.getPrototypeOf(value)?.constructor?.name ?? 'an object'
}

const joined = async (pieces: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> =>
  new Uint8Array(await new Blob(pieces).arrayBuffer())
