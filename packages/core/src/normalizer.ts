import { createAgent } from './agent/agent.js'
import { Assembler } from './assemble/assembler.js'
import type { Source } from './assemble/emitter.js'
import { endAs, endFailed, fail as failResponse, upstreamError } from './assemble/ending.js'
import { liveSnapshot } from './assemble/lifecycle.js'
import { missingTerminal } from './assemble/missing-terminal.js'
import { checkOptions } from './check-options.js'
import { askedForResponses, detect } from './dialects/detect.js'
import type { CreateDialect, DialectReader, DraftSink } from './dialects/dialect.js'
import { DIALECTS } from './dialects/dialects.js'
import { Kept } from './dialects/kept.js'
import { declaredError } from './errors/declared.js'
import type { SafeError } from './errors/safe-error.js'
import { thrownError } from './errors/thrown.js'
import { isObject, type JsonObject } from './json.js'
import type { Dialect, NormalizerOptions, Outcome } from './options.js'
import { randomId } from './random-id.js'
import type { Report } from './repair.js'
import { createFrameDecoder } from './sse/decode.js'
import { DONE_FRAME, encodeComment } from './sse/encode.js'
import type { Frame, FrameDecoder } from './sse/frame.js'
import { parseFrame } from './sse/parse.js'
import { createFrameSink } from './sse/sink.js'

/** Turns the bytes of one route into a strict stream; synchronous, owns no timer and no socket. */
export interface Normalizer {
  /** Feeds what the route wrote. Returns whole frames, ready to write; empty while nothing is ready. Never throws for its input. */
  push(chunk: Uint8Array | string): Uint8Array
  /** The route is done: what is open closes, then the terminal event and `[DONE]`. */
  end(): Uint8Array
  /** The route broke: what is open closes, then `error`, `response.failed` and `[DONE]`. */
  fail(error: unknown): Uint8Array
  /** One heartbeat in the chosen style; empty where none may be sent. */
  heartbeat(): Uint8Array
  /** `detecting` until the first deciding frame; `foreign` when the stream is none of ours and leaves as it came. */
  readonly state: 'detecting' | 'active' | 'foreign' | 'done'
  readonly outcome: Outcome | undefined
  /** The response id that the client sees. */
  readonly id: string | undefined
  readonly dialect: Dialect | undefined
  /** The number of the last event that left; -1 before the first. */
  readonly lastSequenceNumber: number
  /** A snapshot of the Response as it stands. */
  response(): JsonObject
}

const EMPTY = new Uint8Array(0)

/**
 * Makes a normalizer for one stream.
 *
 * @param options See `NormalizerOptions`; each has a default.
 * @throws TypeError for options that contradict each other or are not of their type.
 * @example
 * const normalizer = createNormalizer({ path: '/v1/responses' })
 * for await (const chunk of upstream) client.write(normalizer.push(chunk))
 * client.end(normalizer.end())
 */
export function createNormalizer(options: NormalizerOptions = {}): Normalizer {
  checkOptions(options)
  return new StreamNormalizer(options)
}

/** A normalizer that takes values instead of bytes, as `streamResponse` needs it. */
export interface ValueNormalizer extends Normalizer {
  /** Takes one value that an agent yielded. */
  take(value: unknown): Uint8Array
}

/** Makes a normalizer for the values that an agent yields. */
export function createValueNormalizer(options: NormalizerOptions = {}): ValueNormalizer {
  checkOptions(options)
  return new StreamNormalizer({ ...options, dialect: 'text' }, createAgent)
}

class StreamNormalizer implements ValueNormalizer, DraftSink {
  state: Normalizer['state'] = 'detecting'
  dialect: Dialect | undefined
  readonly report: Report
  readonly #options: NormalizerOptions
  readonly #sink = createFrameSink()
  readonly #decoder: FrameDecoder
  readonly #encoder = new TextEncoder()
  readonly #textDecoder = new TextDecoder()
  readonly #assembler: Assembler
  #reader: DialectReader | undefined
  /** The frame being read, where the upstream speaks Responses. */
  #source: Source | undefined
  readonly #kept = new Kept()
  #upstreamId: string | undefined
  #repairs = 0
  /** Whether a frame was lost: then a missing terminal event is never taken for a whole reply. */
  #damaged = false
  #ended = false
  #unlogged = 0

  constructor(options: NormalizerOptions, dialect?: CreateDialect) {
    this.#options = options
    this.#decoder = createFrameDecoder({ frameBytes: options.limits?.frameBytes })
    this.report = (code, message) => {
      this.#repairs++
      options.onRepair?.({ code, message, sequenceNumber: this.#assembler.emitter.next })
    }
    this.#assembler = this.#assemble()
    if (options.dialect !== undefined && options.dialect !== 'auto') this.#begin(options.dialect)
    else if (options.resume) this.#begin('responses')
    if (dialect) this.#reader = dialect(this, options)
  }

  get outcome(): Outcome | undefined {
    return this.#assembler.outcome
  }

  get id(): string | undefined {
    return this.#assembler.identity.id
  }

  get lastSequenceNumber(): number {
    return this.#assembler.emitter.next - 1
  }

  push(chunk: Uint8Array | string): Uint8Array {
    if (this.state === 'done') return EMPTY
    const bytes = typeof chunk === 'string' ? this.#encoder.encode(chunk) : chunk
    if (this.state === 'foreign') return bytes
    return this.#guarded(() => {
      if (this.dialect === 'text') return this.#text(this.#textDecoder.decode(bytes, { stream: true }))
      if (this.state === 'detecting') this.#kept.add(bytes)
      this.#decoder.push(bytes)
      this.#drain()
      if (this.state === 'detecting' && this.#kept.full) this.#release()
    })
  }

  take(value: unknown): Uint8Array {
    if (this.state !== 'active') return EMPTY
    return this.#guarded(() => {
      this.#reader?.json(value, undefined)
      this.#checkLimits()
      this.#finish()
    })
  }

  end(): Uint8Array {
    if (this.state === 'done' || this.state === 'foreign') return EMPTY
    return this.#guarded(() => {
      if (this.dialect === 'text') this.#text(this.#textDecoder.decode())
      this.#decoder.end()
      this.#drain()
      if (this.#state() === 'detecting') {
        if (!askedForResponses(this.#options)) return this.#release()
        this.#begin('responses')
      }
      if (this.#state() !== 'active') return
      this.#reader?.end()
      if (!this.outcome) this.#endMissing(false)
      this.#finish()
    })
  }

  fail(error: unknown): Uint8Array {
    if (this.state === 'done' || this.state === 'foreign') return EMPTY
    this.#options.onError?.(error)
    return this.#guarded(() => {
      if (this.state === 'detecting') {
        if (!askedForResponses(this.#options)) return this.#release()
        this.#begin('responses')
      }
      this.#reader?.flush?.()
      if (!this.outcome) failResponse(this.#assembler, thrownError(error))
      this.#finish()
    })
  }

  heartbeat(): Uint8Array {
    const { heartbeat } = this.#options
    if (heartbeat === false || this.state === 'done' || this.state === 'foreign') return EMPTY
    const style = heartbeat?.style ?? 'comment'
    const { progress, waiting, failing } = this.#assembler
    // A numbered event comes never before the response has begun, nor between what is announced and its opening.
    const numbered = style !== 'comment' && progress.inProgress && waiting.size === 0 && !failing
    if (!numbered) this.#sink.text(encodeComment('keepalive'))
    else this.#assembler.emit(style === 'keepalive' ? { type: 'keepalive' } : liveSnapshot(this.#assembler))
    return this.#take()
  }

  response(): JsonObject {
    const { progress, final, identity } = this.#assembler
    if (final) return final
    if (progress.created) return liveSnapshot(this.#assembler)['response'] as JsonObject
    // Nothing has left yet: looking must not decide the id.
    const { id, createdAt } = identity
    const response = liveSnapshot(this.#assembler)['response'] as JsonObject
    Object.assign(identity, { id, createdAt, response: {} })
    return response
  }

  draft(event: JsonObject): void {
    this.#assembler.take(event, this.#source)
  }

  error(value: unknown): void {
    this.#options.onError?.(value)
    this.#assembler.source = this.#source
    if (this.outcome) return this.report('lifecycle/event-after-end', 'an error after the end was dropped')
    upstreamError(this.#assembler, declaredError(value), isObject(value) ? value : undefined)
  }

  keepalive(): void {
    const { progress, failing } = this.#assembler
    if (progress.created && !failing && !this.outcome)
      this.#assembler.emit({ ...(this.#source?.value as JsonObject) }, this.#source)
  }

  upstreamId(id: string): void {
    this.#upstreamId ??= id
  }

  #assemble(): Assembler {
    const { generateId = randomId, now = Date.now } = this.#options
    return new Assembler({
      options: this.#options,
      sink: this.#sink,
      report: this.report,
      makeId: generateId,
      upstreamId: (id) => this.upstreamId(id),
      now,
    })
  }

  // A call may change the state: reading it through a method keeps the compiler from narrowing it for good.
  #state(): Normalizer['state'] {
    return this.state
  }

  #begin(dialect: Dialect): void {
    this.dialect = dialect
    this.state = 'active'
    this.#kept.forget()
    this.#reader = DIALECTS[dialect](this, this.#options)
  }

  /** The stream is none of ours: what was kept leaves as it came. */
  #release(): void {
    this.state = 'foreign'
    this.#kept.release(this.#sink)
  }

  #drain(): void {
    while (this.state === 'detecting' || this.state === 'active') {
      const frame = this.#decoder.next()
      if (!frame) return
      if (frame.kind === 'comment') this.#comment(frame)
      else this.#event(frame)
      if (this.state === 'active') {
        if (!this.outcome) this.#checkLimits()
        this.#finish()
      }
    }
  }

  #comment(frame: Frame): void {
    if (this.state === 'detecting') this.#kept.letLeave(frame, this.#sink)
    else if (frame.canonical && this.#assembler.waiting.size === 0) this.#sink.raw(frame.buffer, frame.start, frame.end)
    else if (frame.canonical)
      this.#assembler.comment(new TextDecoder().decode(frame.buffer.subarray(frame.start, frame.end)))
    else for (const comment of frame.comments) this.#assembler.comment(encodeComment(comment))
  }

  #event(frame: Frame): void {
    if (frame.fault === 'oversized') {
      this.#begun()
      return this.#limit('limits/frame-bytes', 'an upstream frame was larger than the limit')
    }
    if (frame.fault === 'invalid-utf8')
      this.report('framing/invalid-utf8', 'a frame with invalid UTF-8 left with U+FFFD')
    const { data } = frame
    if (data === undefined || data === '') return
    if (data.trim() === '[DONE]') return this.#doneMarker()
    const { values, fault } = parseFrame(data)
    if (fault) {
      this.#damaged = true
      if (this.state === 'active' || /^\s*[[{]/.test(data))
        this.report(`framing/${fault}`, 'a frame that is no valid JSON was dropped')
      if (this.state === 'detecting' && frame.event === 'error') this.#begin('responses')
      if (this.state === 'active' && frame.event === 'error' && fault === 'invalid-json') this.error(data)
      // Broken JSON decides nothing; text that never was JSON is somebody else's protocol.
      if (this.state === 'detecting' && !/^\s*[[{]/.test(data)) this.#release()
      return
    }
    for (const value of values) {
      if (this.state === 'detecting') {
        const verdict = detect(value, frame.event, this.#options)
        if (verdict === 'foreign') return this.#release()
        if (verdict) this.#begin(verdict)
      }
      if (this.state !== 'active') continue
      const bytes = frame.canonical && values.length === 1 ? frame : undefined
      this.#source =
        this.dialect === 'responses' ? { value, event: frame.event, bytes, comments: frame.comments } : undefined
      if (!isDelta(value)) this.#assembler.outputLength += data.length
      this.#reader?.json(value, frame.event)
    }
    this.#source = undefined
  }

  #begun(): void {
    if (this.state === 'detecting') this.#begin('responses')
  }

  #doneMarker(): void {
    if (this.state !== 'active') return
    this.#reader?.done()
    if (!this.outcome) this.#endMissing(true)
  }

  #text(text: string): void {
    if (text === '') return
    this.draft({ type: 'response.output_text.delta', output_index: 0, delta: text })
    this.#checkLimits()
    this.#finish()
  }

  #endMissing(marker: boolean): void {
    const assembler = this.#assembler
    if (assembler.failing) return endFailed(assembler)
    const outcome = missingTerminal(assembler, this.#options.onMissingTerminal ?? 'auto', {
      marker,
      damaged: this.#damaged,
    })
    if (outcome === 'failed') failResponse(assembler, CUT)
    else endAs(assembler, outcome)
  }

  #checkLimits(): void {
    const { limits } = this.#options
    if (this.#assembler.outputLength > (limits?.outputBytes ?? 64 * 1024 * 1024))
      this.#limit('limits/output-bytes', 'the output was larger than the limit')
    else if (this.#assembler.router.items.length > (limits?.items ?? 4096))
      this.#limit('limits/items', 'the response had more items than the limit')
  }

  #limit(code: string, message: string): void {
    this.report(code, message)
    this.#options.onError?.(new RangeError(message))
    failResponse(this.#assembler, LIMIT)
  }

  /** Once there is an outcome: `[DONE]`, and no more. */
  #finish(): void {
    if (this.#ended || !this.outcome) return
    this.#ended = true
    this.state = 'done'
    if (this.#options.done ?? true) this.#sink.text(DONE_FRAME)
    const { identity, emitter, usage, outcome } = this.#assembler
    this.#options.onEnd?.({
      id: identity.id,
      upstreamId: this.#upstreamId,
      dialect: this.dialect,
      outcome,
      events: emitter.events,
      repairs: this.#repairs,
      usage,
    })
  }

  /** Input never throws: a fault of our own ends the stream strictly, and `onError` is told. */
  #guarded(work: () => void): Uint8Array {
    try {
      work()
    } catch (error) {
      this.#options.onError?.(error)
      this.#begun()
      if (!this.outcome) failResponse(this.#assembler, thrownError(error))
      this.#finish()
    }
    return this.#take()
  }

  #take(): Uint8Array {
    const bytes = this.#sink.take()
    const { next } = this.#assembler.emitter
    if (bytes.length > 0 && next > this.#unlogged) {
      const first = this.#unlogged
      this.#unlogged = next
      this.#options.onFrames?.(first, next - 1, bytes)
    }
    return bytes
  }
}

const failure = (message: string): SafeError => ({
  ...declaredError({ code: 'server_error', message }),
  type: 'server_error',
})
const CUT = failure('The upstream ended the stream before the response was complete.')
const LIMIT = failure('The response was stopped: it went beyond a limit of the server.')

const isDelta = (value: unknown): boolean =>
  isObject(value) && typeof value['type'] === 'string' && value['type'].endsWith('.delta')
