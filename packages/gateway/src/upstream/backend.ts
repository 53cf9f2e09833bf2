import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import { systemCode } from '../errors/api-error-of.js'
import type { Settings } from '../settings.js'
import { decodedBody } from './decoded-body.js'

/** What goes to the backend. */
export interface BackendRequest {
  readonly method: 'GET' | 'POST'
  /** Below the base URL, e.g. `/chat/completions`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  readonly signal: AbortSignal
}

/** What comes back; the body is decoded, and flows only while it is read. */
export interface BackendReply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Readable
}

/** Failures of a connection on which no byte of a reply has come. */
const AGAIN: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The one backend of a gateway: its address is fixed, its connections are kept alive. */
export class Backend {
  readonly #base: URL
  readonly #retries: number
  readonly #agent: Agent

  constructor({ base, retries, connectTimeout }: Settings) {
    this.#base = base
    this.#retries = retries
    // How long a reply may take is the stream's own matter: it has to tell a silent backend from a slow client.
    this.#agent = new Agent({
      connect: { timeout: connectTimeout },
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  }

  /** Sends a request; once more only where no byte of a reply has come. */
  async send({ path, ...init }: BackendRequest): Promise<BackendReply> {
    const url = new URL(this.#base)
    url.pathname = url.pathname.replace(/\/+$/, '') + path
    for (let left = this.#retries; ; left--) {
      try {
        const { statusCode, headers, body } = await request(url, {
          ...init,
          body: init.body ?? null,
          dispatcher: this.#agent,
        })
        // Whoever reads the body listens too; one that is dropped unread must not break the process.
        body.on('error', () => {})
        return { status: statusCode, headers, body: decodedBody(body, headers['content-encoding']) }
      } catch (error) {
        if (left <= 0 || init.signal.aborted || !AGAIN.has(systemCode(error))) throw error
      }
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }
}
