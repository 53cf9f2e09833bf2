import { type JsonObject, merge, sameJson } from '../json.js'
import type { NormalizerOptions, Profile } from '../options.js'
import { leavingType } from '../protocol/profiles.js'
import type { Report } from '../repair.js'
import { writeRepeating } from '../repeated-text.js'
import { encodeComment } from '../sse/encode.js'
import type { FrameSink } from '../sse/sink.js'
import type { TextState } from './state.js'

/** Some bytes of a buffer. */
export interface ByteRange {
  readonly buffer: Uint8Array
  readonly start: number
  readonly end: number
}

/** The upstream frame that an event comes from. */
export interface Source {
  /** Its data, parsed. */
  readonly value: unknown
  /** Its `event:` field. */
  readonly event: string | undefined
  /** Its bytes, where they may leave as they are. */
  readonly bytes: ByteRange | undefined
  /** Repairs made before it was read. */
  readonly repairs: number
  /** Comment lines inside the frame. */
  readonly comments?: readonly string[]
}

const ADDRESS = new Set(['item_id', 'output_index', 'content_index', 'summary_index', 'annotation_index'])

type Extra = readonly [key: string, isExtra: (type: string, value: unknown) => boolean]

/** What an event may not say, although unknown fields pass. */
const EXTRA: readonly Extra[] = [
  // Even null, it ends the stream for some clients.
  ['error', (type) => type !== 'error'],
  ['obfuscation', (_type, value) => typeof value !== 'string'],
  ['content_index', (type) => type.startsWith('response.reasoning_summary')],
  // The schema knows one status of a part, which only a cut part has.
  ['status', (type, value) => type === 'response.reasoning_summary_part.done' && value !== 'incomplete'],
]

/** Numbers events and writes them: as they came where nothing had to change, else encoded anew. */
export class Emitter {
  /** The number of the next event. */
  next: number
  events = 0
  /** Repairs made so far. */
  repairs = 0
  /** The text of the last delta or its done, which the frames to come may repeat. */
  recent: TextState | undefined
  readonly #sink: FrameSink
  readonly #profile: Profile
  readonly #report: Report

  /** Whether nobody reads what repairs say. */
  readonly #silent: boolean

  constructor(sink: FrameSink, { profile = 'openai', onRepair }: NormalizerOptions, first: number, report: Report) {
    this.#silent = onRepair === undefined
    this.#sink = sink
    this.#profile = profile
    this.next = first
    this.#report = report
  }

  /** A text goes on, or is done: frames to come may repeat it, and hardly any other that is done. */
  repeats(text: TextState): void {
    if (this.recent === text) return
    if (this.recent?.done) this.recent.text.release()
    this.recent = text
  }

  /**
   * Sends one complete event, which is the emitter's from now on; `source` is the frame that it comes from, if any, whose
   * value it may be itself.
   */
  emit(complete: JsonObject, source?: Source | undefined): void {
    const type = leavingType(String(complete['type']), this.#profile)
    const isExtra = ([key, extra]: Extra): boolean => complete[key] !== undefined && extra(type, complete[key])
    const extra = EXTRA.some(isExtra)
    const final = complete['type'] === type && complete['sequence_number'] === this.next && !extra
    const event = final || complete !== source?.value ? complete : merge(complete)
    if (!final) {
      event['type'] = type
      event['sequence_number'] = this.next
      // Deleting what is not there would still cost the object its quick form.
      if (extra) for (const row of EXTRA) if (isExtra(row)) delete event[row[0]]
    }
    const same = sameJson(event, source?.value)
    if (same && source?.bytes && source.event === type) {
      this.#sink.raw(source.bytes.buffer, source.bytes.start, source.bytes.end)
    } else {
      if (source && !same) this.#explain(event, source)
      else if (source) this.#report('framing/rewritten', `the frame of ${type} was not written as SSE requires`)
      if (source?.comments) for (const comment of source.comments) this.#sink.text(encodeComment(comment))
      writeRepeating(this.#sink, type, event, this.recent)
    }
    this.next++
    this.events++
  }

  /** Reports that the event about to leave had another number, or none. */
  reportNumber(type: string, found: string | undefined): void {
    const code = found === undefined ? 'sequence/missing' : 'sequence/renumbered'
    this.#report(code, this.#silent ? '' : `${type} had sequence_number ${found ?? 'missing'}, it left as ${this.next}`)
  }

  /** No change goes untold: what nothing else has a word for is told by its fields. */
  #explain(event: JsonObject, { value, repairs }: Source): void {
    const was = value as JsonObject
    const type = String(event['type'])
    const written = (value: unknown): string | undefined =>
      this.#silent ? '' : typeof value === 'number' ? String(value) : JSON.stringify(value)?.slice(0, 80)
    for (const key of Object.keys(event)) {
      if (Object.is(event[key], was[key])) continue
      if (key === 'sequence_number') this.reportNumber(type, Object.hasOwn(was, key) ? written(was[key]) : undefined)
      else if (ADDRESS.has(key)) {
        const found = Object.hasOwn(was, key) ? written(was[key]) : 'missing'
        this.#report(`ids/${key.replace('_', '-')}`, `${type} had ${key} ${found}, it left as ${written(event[key])}`)
      } else if (!Object.hasOwn(was, key)) {
        this.#report('fields/missing', `${type} had no ${key}, it left as ${written(event[key])}`)
      }
    }
    if (this.repairs > repairs) return
    const keys = Object.keys({ ...was, ...event }).filter((key) => !sameJson(was[key], event[key]))
    this.#report('fields/changed', `${type} left with another ${keys.join(', ')}`)
  }
}
