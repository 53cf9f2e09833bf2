import { Assembler } from './assemble/assembler.js'
import { endAs, endFailed, fail as failResponse } from './assemble/ending.js'
import { liveSnapshot } from './assemble/lifecycle.js'
import { missingTerminal } from './assemble/missing-terminal.js'
import { ask, tell } from './callbacks.js'
import { askedForResponses } from './dialects/detect.js'
import { RESPONSES } from './dialects/responses.js'
import { declaredError } from './errors/declared.js'
import type { SafeError } from './errors/safe-error.js'
import { thrownError } from './errors/thrown.js'
import type { JsonObject } from './json.js'
import type { Normalizer, ValueNormalizer } from './normalizer.js'
import type { NormalizerParts } from './normalizer-parts.js'
import { type Dialect, type NormalizerOptions, OUTPUT_BYTES, type Outcome } from './options.js'
import { randomId } from './random-id.js'
import type { Report } from './repair.js'
import { DONE_FRAME, encodeComment } from './sse/encode.js'
import { EMPTY } from './sse/output-buffer.js'
import { createFrameSink, type FrameSink } from './sse/sink.js'
import { bytesOf } from './sse/utf8.js'
import { Upstream, type UpstreamEvents } from './upstream.js'

const ITEMS = 4096

/** The road of one stream: what the upstream wrote, what the assembler makes of it, and its end. */
export class StreamNormalizer implements ValueNormalizer, UpstreamEvents {
  readonly #options: NormalizerOptions
  readonly #sink: FrameSink
  readonly #assembler: Assembler
  readonly #upstream: Upstream
  limited = false
  #ended = false
  /** The first number that `onFrames` has not been told of. */
  #unlogged: number

  constructor(options: NormalizerOptions, parts: NormalizerParts) {
    this.#options = options
    const { generateId, now } = options
    const sink = createFrameSink(options.output)
    this.#sink = sink
    const report: Report = (code, message) => {
      // What another dialect has no word for is made up, not mended.
      if (this.#upstream.dialect !== 'responses' && MADE_UP.test(code)) return
      assembler.emitter.repairs++
      this.#upstream.repaired(code, message)
      if (options.onRepair) tell(options, 'onRepair', { code, message, sequenceNumber: assembler.emitter.next })
    }
    const upstreamId = (id: string): void => this.#upstream.upstreamId(id)
    const assembler = new Assembler({
      ...{ options, sink, report, upstreamId },
      makeId: generateId ? (prefix) => ask(options, generateId, randomId, prefix) : randomId,
      now: now ? () => ask(options, now, Date.now) : Date.now,
    })
    this.#assembler = assembler
    this.#unlogged = assembler.emitter.next
    this.#upstream = new Upstream(options, parts, assembler, sink, this)
    const named = parts.dialects.find(({ name }) => name === options.dialect)
    if (named) this.#upstream.begin(named)
    else if (options.resume) this.#upstream.begin(RESPONSES)
  }

  get state(): Normalizer['state'] {
    return this.#ended ? 'done' : this.#upstream.state
  }

  /** Whether nothing is left to say: the stream has ended, or is none of ours. */
  get #over(): boolean {
    return this.#ended || this.#upstream.state === 'foreign'
  }

  get dialect(): Dialect | undefined {
    return this.#upstream.dialect
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
    if (this.#ended) {
      this.#upstream.late(chunk)
      return EMPTY
    }
    if (this.#upstream.state === 'foreign') return bytesOf(chunk)
    try {
      this.#upstream.push(chunk)
    } catch (error) {
      this.#broken(error)
    }
    return this.#take()
  }

  take(value: unknown): Uint8Array {
    if (this.state !== 'active') return EMPTY
    return this.#guarded(() => this.#upstream.take(value))
  }

  end(): Uint8Array {
    if (this.#over) return EMPTY
    return this.#guarded(() => {
      this.#upstream.drain()
      if (!this.#begun()) return
      this.#upstream.end()
      if (!this.outcome) this.#endMissing(false)
      this.settle()
    })
  }

  fail(error: unknown): Uint8Array {
    if (this.#over) return EMPTY
    tell(this.#options, 'onError', error)
    return this.#guarded(() => {
      if (!this.#begun()) return
      this.#upstream.flush()
      if (!this.outcome) failResponse(this.#assembler, thrownError(error))
      this.settle()
    })
  }

  heartbeat(): Uint8Array {
    const { heartbeat } = this.#options
    if (heartbeat === false || this.#over) return EMPTY
    const style = heartbeat?.style ?? 'comment'
    const { progress, waiting, failing } = this.#assembler
    // A numbered event comes never before the response has begun, nor between what is announced and its opening.
    const numbered = style !== 'comment' && progress.inProgress && waiting.length === 0 && !failing
    if (!numbered) this.#sink.text(encodeComment('keepalive'))
    else this.#assembler.emit(style === 'keepalive' ? { type: 'keepalive' } : liveSnapshot(this.#assembler))
    return this.#take()
  }

  response(): JsonObject {
    const { progress, final, identity } = this.#assembler
    if (final) return final
    const { id, createdAt } = identity
    const response = liveSnapshot(this.#assembler)['response'] as JsonObject
    // Nothing has left yet: looking must not decide the id.
    if (!progress.created) Object.assign(identity, { id, createdAt, response: {} })
    return response
  }

  /** Whether there is a response to end: nothing was decided, and nobody asked for one, leaves as it came. */
  #begun(): boolean {
    if (this.#ended) return false
    if (this.#upstream.state === 'detecting') {
      if (askedForResponses(this.#options)) this.#upstream.begin(RESPONSES)
      else this.#upstream.release()
    }
    return this.#upstream.state === 'active'
  }

  #endMissing(marker: boolean): void {
    const assembler = this.#assembler
    if (assembler.failing) return endFailed(assembler)
    const outcome = missingTerminal(assembler, this.#options.onMissingTerminal ?? 'auto', {
      marker,
      damaged: this.#upstream.damaged,
    })
    if (outcome === 'failed') failResponse(assembler, CUT)
    else endAs(assembler, outcome)
  }

  doneMarker(): void {
    // Before anything was said a marker ends nothing: what follows would be lost.
    if (!this.outcome && this.#assembler.begun) this.#endMissing(true)
  }

  oversized(): void {
    this.#limit('limits/frame-bytes', 'an upstream frame was larger than the limit')
  }

  /** After each frame: the limits, and once there is an outcome `[DONE]`, and no more. */
  settle(): void {
    const { limits } = this.#options
    const { outputLength, router } = this.#assembler
    if (!this.outcome && outputLength > (limits?.outputBytes ?? OUTPUT_BYTES))
      this.#limit('limits/output-bytes', 'the output was larger than the limit')
    else if (!this.outcome && router.items.length > (limits?.items ?? ITEMS))
      this.#limit('limits/items', 'the response had more items than the limit')
    if (this.outcome && !this.#ended) this.#finish()
  }

  #limit(code: string, message: string): void {
    this.limited = true
    this.#assembler.report(code, message)
    tell(this.#options, 'onError', new RangeError(message))
    failResponse(this.#assembler, LIMIT)
  }

  #finish(): void {
    this.#ended = true
    if (this.#options.done ?? true) this.#sink.text(DONE_FRAME)
    const { identity, emitter, usage, outcome } = this.#assembler
    const { id: upstreamId, dialect } = this.#upstream
    const { events, repairs } = emitter
    tell(this.#options, 'onEnd', { id: identity.id, upstreamId, dialect, outcome, events, repairs, usage })
  }

  /** Input never throws: a fault of our own ends the stream strictly, and `onError` is told. */
  #guarded(work: () => void): Uint8Array {
    try {
      work()
    } catch (error) {
      this.#broken(error)
    }
    return this.#take()
  }

  #broken(error: unknown): void {
    tell(this.#options, 'onError', error)
    if (this.#upstream.state === 'detecting') this.#upstream.begin(RESPONSES)
    if (!this.outcome) failResponse(this.#assembler, thrownError(error))
    this.settle()
  }

  #take(): Uint8Array {
    const bytes = this.#sink.take()
    const { next } = this.#assembler.emitter
    if (bytes.length > 0 && next > this.#unlogged) {
      const first = this.#unlogged
      this.#unlogged = next
      if (this.#options.onFrames) tell(this.#options, 'onFrames', first, next - 1, bytes)
    }
    return bytes
  }
}

/** Repairs that say no more than that a stream of another dialect has become one of Responses. */
const MADE_UP: RegExp = /^(fields\/missing|ids\/missing-item-id|sequence\/missing|lifecycle\/missing-(?!terminal).*)$/

const failure = (message: string): SafeError => ({
  ...declaredError({ code: 'server_error', message }),
  type: 'server_error',
})
const CUT = failure('The upstream ended the stream before the response was complete.')
const LIMIT = failure('The response was stopped: it went beyond a limit of the server.')
