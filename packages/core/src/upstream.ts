import type { Assembler } from './assemble/assembler.js'
import type { Source } from './assemble/emitter.js'
import { upstreamError } from './assemble/ending.js'
import { tell } from './callbacks.js'
import { detect } from './dialects/detect.js'
import type { DialectReader, DraftSink, KnownDialect, PassedDelta } from './dialects/dialect.js'
import { Kept } from './dialects/kept.js'
import { RESPONSES } from './dialects/responses.js'
import { declaredError } from './errors/declared.js'
import { HeldBytes } from './hot/held-bytes.js'
import type { HotPath } from './hot/hot-path.js'
import { Lesson } from './hot/lesson.js'
import { isObject, type JsonObject } from './json.js'
import { LateFrames } from './late-frames.js'
import type { NormalizerParts } from './normalizer-parts.js'
import type { Dialect, NormalizerOptions } from './options.js'
import type { Report } from './repair.js'
import { parseRepeating } from './repeated-text.js'
import { createFrameDecoder } from './sse/decode.js'
import { encodeComment } from './sse/encode.js'
import type { Frame, FrameDecoder } from './sse/frame.js'
import { EMPTY } from './sse/output-buffer.js'
import { parseFrame } from './sse/parse.js'
import type { FrameSink } from './sse/sink.js'
import { bytesOf, decodeLossy } from './sse/utf8.js'

/** What the reader of the upstream tells the normalizer. */
export interface UpstreamEvents {
  /** A frame has been taken: limits may have been reached, or the end. */
  settle(): void
  /** The upstream sent a frame beyond the limit. */
  oversized(): void
  /** `data: [DONE]` came before a terminal event. */
  doneMarker(): void
}

/** Reads what the route wrote: decides what it speaks, and hands the assembler its drafts. */
export class Upstream implements DraftSink {
  state: 'detecting' | 'active' | 'foreign' = 'detecting'
  dialect: Dialect | undefined
  /** Whether a frame was lost: then a missing terminal event is never taken for a whole reply. */
  damaged = false
  /** An id of another kind than a response id. */
  id: string | undefined
  readonly #options: NormalizerOptions
  readonly #dialects: readonly KnownDialect[]
  readonly #assembler: Assembler
  readonly #sink: FrameSink
  readonly #events: UpstreamEvents
  readonly #hot: HotPath | undefined
  readonly #lesson: Lesson
  readonly #decoder: FrameDecoder
  #textDecoder: TextDecoder | undefined
  #kept: Kept | undefined = new Kept()
  #reader: DialectReader | undefined
  #late: LateFrames | undefined
  /** Small pieces of a frame that the short road waits for. */
  readonly #held = new HeldBytes()
  /** The frame being read, where the upstream speaks Responses. */
  #source: Source | undefined

  constructor(
    options: NormalizerOptions,
    { dialects, createHotPath }: NormalizerParts,
    assembler: Assembler,
    sink: FrameSink,
    events: UpstreamEvents,
  ) {
    this.#options = options
    this.#dialects = dialects
    this.#assembler = assembler
    this.#sink = sink
    this.#events = events
    this.#hot = (options.hotPath ?? true) ? createHotPath?.({ assembler, sink, options, reader: this }) : undefined
    this.#lesson = new Lesson(options, assembler, sink, this.#hot)
    this.#decoder = createFrameDecoder({ frameBytes: options.limits?.frameBytes })
  }

  get report(): Report {
    return this.#assembler.report
  }

  /** Something was mended: of the frame being read, as far as the short road is concerned. */
  repaired(code: string, message: string): void {
    this.#lesson.repair(code, message)
  }

  /** It is known what the upstream speaks. */
  begin({ name, create }: KnownDialect): void {
    this.dialect = name
    this.state = 'active'
    this.#kept = undefined
    this.#reader = create(this, this.#options)
  }

  /** The stream is none of ours: what was kept leaves as it came. */
  release(): void {
    this.state = 'foreign'
    this.#kept?.release(this.#sink)
    this.#kept = undefined
  }

  push(chunk: Uint8Array | string): void {
    const bytes = bytesOf(chunk)
    if (this.dialect === 'text') {
      this.#textDecoder ??= new TextDecoder()
      return this.#text(this.#textDecoder.decode(bytes, { stream: true }))
    }
    this.#kept?.add(bytes)
    const hot = this.#hot
    // A log keeps what leaves, and the caller's chunk may be a small part of a large buffer.
    if (!this.#options.onFrames) this.#sink.chunk = bytes
    const decoder = this.#decoder
    if (this.#held.room > 0) {
      if (this.#held.take(bytes)) return
      return this.#decode(this.#held.release(bytes))
    }
    const used = hot?.ready && decoder.fresh && decoder.at === decoder.view.length ? hot.run(bytes, 0) : 0
    if (used === bytes.length) return
    this.#decode(used === 0 ? bytes : bytes.subarray(used))
    if (this.#kept?.full) this.release()
  }

  /** Takes one value that an agent yielded. */
  take(value: unknown): void {
    this.#reader?.json(value, undefined)
    this.#events.settle()
  }

  /** The input is over; what is left counts as a last frame. */
  drain(): void {
    if (this.#textDecoder) this.#text(this.#textDecoder.decode())
    if (this.#held.room > 0) this.#decoder.push(this.#held.release(EMPTY))
    this.#decoder.end()
    this.#drain()
  }

  /** Nothing more will come: the dialect says what it has evidence for. */
  end(): void {
    this.#reader?.end()
  }

  /** The upstream broke: text that was held back for a decision leaves now. */
  flush(): void {
    this.#reader?.flush?.()
  }

  /** A delta has left by the short road. */
  passed(delta: PassedDelta): void {
    this.#reader?.passed?.(delta)
  }

  draft(event: JsonObject): void {
    this.#assembler.take(event, this.#source)
  }

  error(value: unknown): void {
    const assembler = this.#assembler
    tell(this.#options, 'onError', value)
    assembler.source = this.#source
    if (assembler.outcome) return this.report('lifecycle/event-after-end', 'an error after the end was dropped')
    upstreamError(assembler, declaredError(value), isObject(value) ? value : undefined)
  }

  keepalive(): void {
    const assembler = this.#assembler
    if (assembler.progress.created && !assembler.failing && !assembler.outcome)
      assembler.emit({ ...(this.#source?.value as JsonObject) }, this.#source)
  }

  upstreamId(id: string): void {
    this.id ??= id
  }

  #decode(bytes: Uint8Array): void {
    this.#decoder.push(bytes)
    this.#drain(bytes.length)
  }

  /** Takes every whole frame; `added` bytes are new, none when the input is over. */
  #drain(added?: number): void {
    const hot = this.#hot
    const lesson = this.#lesson
    const assembler = this.#assembler
    const decoder = this.#decoder
    while (this.state !== 'foreign' && !assembler.outcome) {
      if (hot?.ready && decoder.fresh) {
        const from = decoder.at
        const to = hot.run(decoder.view, from)
        if (to > from) decoder.skip(to)
        if (added !== undefined && hot.awaits(decoder.view, to, added)) {
          decoder.wait()
          this.#held.room = hot.missing(decoder.view.length - decoder.at)
          return
        }
      }
      const frame = decoder.next()
      if (!frame) return
      if (frame.kind === 'comment') this.#comment(frame)
      else {
        lesson.begin()
        this.#event(frame)
        if (lesson.end(frame, this.dialect)) this.#reader?.learned?.()
      }
      if (this.state !== 'active') continue
      if (assembler.outcome) this.#lateFrames.drop()
      this.#events.settle()
    }
  }

  /** The response has ended. */
  late(chunk: Uint8Array | string): void {
    this.#lateFrames.push(chunk)
  }

  get #lateFrames(): LateFrames {
    this.#late ??= new LateFrames(this.#decoder, this.report)
    return this.#late
  }

  #comment(frame: Frame): void {
    const sink = this.#sink
    const assembler = this.#assembler
    if (this.#kept) this.#kept.letLeave(frame, sink)
    else if (frame.canonical && assembler.waiting.length === 0) sink.raw(frame.buffer, frame.start, frame.end)
    else if (frame.canonical) assembler.comment(decodeLossy(frame.buffer, frame.start, frame.end))
    else for (const comment of frame.comments) assembler.comment(encodeComment(comment))
  }

  #event(frame: Frame): void {
    const assembler = this.#assembler
    // First of all, as everything else decodes the frame.
    const repeating = parseRepeating(frame, assembler.emitter.recent?.text)
    if (frame.fault === 'oversized') {
      if (this.state === 'detecting') this.begin(RESPONSES)
      return this.#events.oversized()
    }
    if (frame.fault === 'invalid-utf8')
      this.report('framing/invalid-utf8', 'a frame with invalid UTF-8 left with U+FFFD')
    if (repeating) return this.#values(repeating.values, frame)
    const { data } = frame
    if (data === undefined) return
    // Empty data is somebody's heartbeat, but not under the name of an error.
    if (data === '' && (frame.event !== 'error' || this.state !== 'active')) return
    if (data.trim() === '[DONE]') {
      if (this.state !== 'active') return
      this.#reader?.done()
      return this.#events.doneMarker()
    }
    const { values, fault } = parseFrame(data)
    if (fault) return this.#damage(frame, data, fault)
    this.#values(values, frame)
  }

  #values(values: readonly unknown[], frame: Frame): void {
    for (const value of values) {
      if (this.state === 'detecting') {
        const verdict = detect(value, frame.event, this.#options, this.#dialects)
        if (verdict === 'foreign') return this.release()
        if (verdict) this.begin(verdict)
      }
      if (this.state === 'active') this.#value(value, frame, values.length === 1)
    }
    // Nothing that comes without a frame may be taken for this one, nor hold its bytes.
    this.#source = this.#assembler.source = undefined
  }

  #value(value: unknown, frame: Frame, alone: boolean): void {
    const assembler = this.#assembler
    const bytes = frame.canonical && alone ? frame : undefined
    this.#source =
      this.dialect === 'responses'
        ? { value, event: frame.event, bytes, repairs: assembler.emitter.repairs, comments: frame.comments }
        : undefined
    const before = assembler.outputLength
    this.#reader?.json(value, frame.event)
    // Deltas count by their text; anything else may be kept whole.
    if (assembler.outputLength === before) assembler.outputLength += frame.end - frame.start
  }

  #damage(frame: Frame, data: string, fault: string): void {
    this.damaged = true
    const json = /^\s*[[{]/.test(data)
    if (this.state === 'active' || json) this.report(`framing/${fault}`, 'a frame that is no valid JSON was dropped')
    if (this.state === 'detecting' && frame.event === 'error') this.begin(RESPONSES)
    if (this.state === 'active' && frame.event === 'error' && fault === 'invalid-json') this.error(data)
    // Broken JSON decides nothing; text that never was JSON is somebody else's protocol.
    if (this.state === 'detecting' && !json) this.release()
  }

  #text(text: string): void {
    if (text === '') return
    this.draft({ type: 'response.output_text.delta', output_index: 0, delta: text })
    this.#events.settle()
  }
}
