import type { ServerResponse } from 'node:http'
import { beginsEventStream, createNormalizer, expandableAs } from '@strict-responses/core'
import { isWhole } from './event-stream.js'
import { type Expansion, judgeJson, judgeLines } from './expand-json-body.js'
import { type Head, headerOf, readHead } from './head-arguments.js'
import type { Interception } from './interception.js'
import type { Lower } from './lower.js'
import type { StrictResponsesOptions } from './options.js'
import { requestOptions } from './request-options.js'
import type { StrictStream } from './strict-stream.js'
import { bytesOf, isWritable, readWrite } from './write-arguments.js'

const FRAME_BYTES: number = 16 * 1024 * 1024

/** A reply that may be JSON: held back as long as it may become a stream. */
export class JsonHold {
  readonly #reply: Interception
  /** The methods of the wrapped reply, as they are without us. */
  readonly #inner: Lower
  /** watching: no head yet. holding: it has come and waits. opening: a stream's is to leave. gone: nothing is held any more. */
  #phase: 'watching' | 'holding' | 'opening' | 'gone' = 'watching'
  #kind: 'json' | 'ndjson' | undefined
  #encoding = ''
  #head: Head | undefined
  /** What the route did, to be done again. */
  #calls: (() => unknown)[] = []
  #chunks: Uint8Array[] = []
  #size = 0

  constructor(reply: Interception, inner: Lower) {
    this.#reply = reply
    this.#inner = inner
  }

  writeHead(args: readonly unknown[]): ServerResponse {
    const { res, undecided } = this.#reply
    const head = readHead(args)
    if (this.#phase === 'opening') {
      this.#head = head
      return res
    }
    if (this.#phase === 'holding') this.#pass()
    if (this.#phase === 'gone' || !undecided || !this.#expandable(head)) {
      this.#phase = 'gone'
      return this.#inner.writeHead(...args)
    }
    this.#phase = 'holding'
    this.#head = head
    this.#calls.push(() => this.#inner.writeHead(...args))
    Object.defineProperty(res, 'headersSent', { configurable: true, get: () => true })
    return res
  }

  write(args: readonly unknown[]): boolean {
    const { res, undecided } = this.#reply
    const { chunk, encoding, done } = readWrite(args)
    if (!isWritable(chunk)) return this.#inner.write(...args)
    if (this.#phase === 'watching' && undecided && !res.writableEnded && !res.destroyed) res.writeHead(res.statusCode)
    if (this.#phase !== 'holding') return this.#inner.write(...args)
    // The route may reuse its buffer.
    const bytes = bytesOf(chunk, encoding).slice()
    this.#keep(bytes)
    this.#calls.push(() => this.#inner.write(bytes))
    // A route that waits for its callback before it goes on would never come to the end.
    if (done) process.nextTick(done)
    const expansion = this.#judge(false)
    if (expansion === 'pass') this.#pass()
    else if (expansion) return this.#open(expansion).write(expansion.bytes, undefined, undefined)
    return true
  }

  end(args: readonly unknown[]): ServerResponse {
    const { res, undecided } = this.#reply
    const { chunk, encoding, done } = readWrite(args)
    const whole = this.#phase === 'watching' && undecided && this.#expandable(readHead([res.statusCode]))
    if (this.#phase !== 'holding' && !whole) return this.#inner.end(...args)
    if (isWritable(chunk)) this.#keep(bytesOf(chunk, encoding))
    const expansion = this.#judge(true)
    if (expansion === undefined || expansion === 'pass') {
      this.#pass()
      return this.#inner.end(...args)
    }
    this.#open(expansion).end(expansion.bytes, done)
    return res
  }

  /** The route broke: what was held is half a reply, and the client waits for a stream. */
  breakOff(): void {
    if (this.#phase === 'holding') this.#open({ dialect: 'responses' })
  }

  get #options(): StrictResponsesOptions {
    const { req, options } = this.#reply
    return { ...options, ...requestOptions(req, options) }
  }

  #expandable(head: Head): boolean {
    if (!isWhole(this.#reply.req.method, head.status)) return false
    const header = (name: string): unknown => headerOf(head, name) ?? this.#inner.getHeader(name)
    this.#kind = expandableAs(header('content-type'), this.#options)
    this.#encoding = String(header('content-encoding') ?? '')
    return this.#kind !== undefined
  }

  #keep(bytes: Uint8Array): void {
    this.#chunks.push(bytes)
    this.#size += bytes.length
  }

  #judge(ended: boolean): Expansion | 'pass' | undefined {
    const [first] = this.#chunks
    if (this.#kind === 'ndjson' || (first && beginsEventStream(first)))
      return judgeLines(Buffer.concat(this.#chunks), ended, this.#options)
    const limit = this.#reply.options.limits?.frameBytes ?? FRAME_BYTES
    // Beyond the limit the stream refuses it as it would any frame.
    if (this.#size > limit) return { dialect: 'responses', bytes: Buffer.concat(this.#chunks) }
    return ended ? judgeJson(Buffer.concat(this.#chunks), this.#encoding, limit) : undefined
  }

  /** The reply leaves as a stream. */
  #open({ dialect }: Pick<Expansion, 'dialect'>): StrictStream {
    const reply = this.#reply
    const { res } = reply
    Reflect.deleteProperty(res, 'headersSent')
    // What listens for the head must hear of it.
    this.#phase = 'opening'
    if (!this.#head) res.writeHead(res.statusCode)
    this.#release()
    const { status, message, headers, repeats } = this.#head ?? readHead([res.statusCode])
    res.removeHeader('content-encoding')
    reply.generate({ ...reply.options, dialect }, createNormalizer)
    return reply.activate(undefined, {
      ...{ status, message, repeats },
      headers: headers.filter(([name]) => name.toLowerCase() !== 'content-encoding'),
    })
  }

  /** The reply leaves as the route made it. */
  #pass(): void {
    Reflect.deleteProperty(this.#reply.res, 'headersSent')
    for (const call of this.#release()) call()
  }

  #release(): readonly (() => unknown)[] {
    this.#phase = 'gone'
    this.#chunks = []
    return this.#calls.splice(0)
  }
}
