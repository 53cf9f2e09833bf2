import { CannotRun } from '../cannot-run.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { httpError } from './http-error.js'
import { requestHeaders } from './request-headers.js'

/** The reply of a server, as far as it has come. */
export interface Reply {
  readonly url: string
  readonly body: AsyncIterable<Uint8Array>
  /** Grows while the body is read. */
  readonly notes: readonly string[]
}

export function isUrl(target: string): boolean {
  return /^https?:\/\//i.test(target)
}

/** Asks a server for one small streamed response. */
export async function requestUrl(target: string, args: Arguments, io: Io): Promise<Reply> {
  const url = responsesUrl(target)
  const headers = requestHeaders(args, io.env)
  const body = JSON.stringify({ model: args.text('model') ?? 'default', input: 'Say hello.', stream: true })
  const seconds = args.integer('timeout') ?? 120
  const late = AbortSignal.timeout(seconds * 1000)
  const signal = AbortSignal.any([io.signal, late])
  const tooLate = new CannotRun(`${url} did not end within ${seconds} s`, 'Give it longer with --timeout SECONDS.')
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal })
    if (!response.ok) throw await httpError(url, response, args)
    const notes: string[] = []
    const type = response.headers.get('content-type') ?? 'none'
    if (!/^\s*text\/event-stream\b/i.test(type)) notes.push(`the content type is ${type}, not text/event-stream`)
    return { url, body: pieces(response, notes, late, tooLate), notes }
  } catch (error) {
    if (error instanceof CannotRun) throw error
    if (late.aborted) throw tooLate
    throw unreachable(url, error)
  }
}

function responsesUrl(target: string): string {
  const url = URL.canParse(target) ? new URL(target) : undefined
  if (!url) throw new CannotRun(`${target} is no URL`, 'Write it as http://localhost:8080/v1.')
  if (/\/v1\/?$/.test(url.pathname)) url.pathname = `${url.pathname.replace(/\/$/, '')}/responses`
  return url.href
}

/** A connection that breaks is the end of the stream: what is missing then is for the checker to say. */
async function* pieces(
  response: Response,
  notes: string[],
  late: AbortSignal,
  tooLate: CannotRun,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (response.body) for await (const chunk of response.body) yield chunk as Uint8Array
  } catch (error) {
    if (late.aborted) throw tooLate
    notes.push(`the connection broke: ${reason(error)}`)
  }
}

function unreachable(url: string, error: unknown): CannotRun {
  return new CannotRun(`${url} could not be reached: ${reason(error)}`, 'Is the server running, and the address right?')
}

/** What fetch hides behind "fetch failed". */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof AggregateError && cause.errors.length > 0) return reason(cause.errors[0])
  return cause instanceof Error ? reason(cause) : error.message
}
