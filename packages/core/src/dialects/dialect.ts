import type { JsonObject } from '../json.js'
import type { Dialect, NormalizerOptions } from '../options.js'
import type { Report } from '../repair.js'

/**
 * A draft event: as much of a Responses event as the upstream said, no more.
 *
 * `type` is the Responses event type. Drafts are routed by `item_id`, else by `output_index` (any number that is stable
 * for the item: sparse and out of order is fine), else to the only open item of a fitting type. Nothing has to be
 * opened, numbered or closed: the assembler does.
 */
export interface Draft extends JsonObject {
  type: string
}

/** Takes the drafts of a dialect, in order. */
export interface DraftSink {
  draft(event: Draft): void
  /**
   * The upstream reported a failure, in whatever shape (`{error: …}`, a string, a numeric code, …): the value is handed
   * on whole, and mapped and redacted in `errors/`.
   */
  error(value: unknown): void
  /** The upstream sent a `keepalive` event, and that style of heartbeat is chosen. */
  keepalive(): void
  /** Ids of another kind (`chatcmpl-…`): kept for `onEnd`, never shown as the response id. */
  upstreamId(id: string): void
  /** Text that cannot be understood or has no place was dropped, or something was mended. */
  report: Report
}

/** A delta that left by the short road. */
export interface PassedDelta {
  /** The event type that left. */
  readonly type: string
  /** Length of the text in UTF-16 units. */
  readonly units: number
  /** The text: decoded when it is asked for, and only until the next frame. */
  text(): string
}

/** Reads one upstream dialect; keeps only what it must between frames. */
export interface DialectReader {
  /** One frame whose data is a JSON value (already parsed; may be any JSON). */
  json(data: unknown, event: string | undefined): void
  /** `data: [DONE]`. */
  done(): void
  /**
   * The input is over without a terminal draft. Emits the terminal draft (`response.completed` or
   * `response.incomplete`) if the dialect has seen evidence that the reply is whole (a finish reason, `[DONE]`), else nothing.
   */
  end(): void
  /** The frame read last is the one that those of `passed` are like. */
  learned?(): void
  /** A delta like the one that was learned, but of another text, has left without this reader. */
  passed?(delta: PassedDelta): void
  /** The upstream broke: text that was held back for a decision leaves now. */
  flush?(): void
}

/** Makes a reader. */
export type CreateDialect = (sink: DraftSink, options: NormalizerOptions) => DialectReader

/** A dialect that a normalizer reads. */
export interface KnownDialect {
  readonly name: Dialect
  readonly create: CreateDialect
  /** Whether a frame is one of this dialect, and of no other; asked only under `dialect: 'auto'`. */
  readonly decides?: (value: unknown, event: string | undefined, options: NormalizerOptions) => boolean
}
