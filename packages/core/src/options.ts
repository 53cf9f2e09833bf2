import type { JsonObject } from './json.js'
import type { Repair } from './repair.js'
import type { OutputBuffer } from './sse/output-buffer.js'

/** What a route may speak. */
export type Dialect = 'responses' | 'chat-completions' | 'anthropic-messages' | 'text'

/** Which of the two published schemas the stream must satisfy. */
export type Profile = 'openai' | 'open-responses'

/** How a response ended. */
export type Outcome = 'completed' | 'incomplete' | 'failed'

/** The kinds of heartbeat: an SSE comment, or a numbered event. */
export type HeartbeatStyle = 'comment' | 'keepalive' | 'in_progress'

/** UTF-8 bytes of output beyond which a response fails, where `limits` says nothing else: 64 MiB. */
export const OUTPUT_BYTES: number = 64 * 1024 * 1024

/** Bounds on one stream; beyond one of them the response fails and the route is stopped. */
export interface Limits {
  /** Bytes in one upstream frame. Defaults to 16 MiB. */
  readonly frameBytes?: number | undefined
  /** Bytes of output in one response. Defaults to 64 MiB. */
  readonly outputBytes?: number | undefined
  /** Output items in one response. Defaults to 4096. */
  readonly items?: number | undefined
  /** Milliseconds that a stream may stay open; kept by the adapters. Defaults to no limit. */
  readonly openMs?: number | undefined
}

/** What `onEnd` is told about a stream. */
export interface StreamSummary {
  /** The response id that the client saw. */
  readonly id: string | undefined
  /** An id of another kind that the upstream used, e.g. `chatcmpl-…`. */
  readonly upstreamId: string | undefined
  readonly dialect: Dialect | undefined
  readonly outcome: Outcome | undefined
  /** Events that left. */
  readonly events: number
  /** Repairs made. */
  readonly repairs: number
  /** The response's usage as it left, if any. */
  readonly usage: JsonObject | undefined
}

/** Options of the normalizer; every adapter has the same names and defaults. */
export interface NormalizerOptions {
  /** What the route speaks. Defaults to `auto`: the first deciding frame decides. */
  readonly dialect?: 'auto' | Dialect | undefined
  /** The schema to satisfy. Defaults to `openai`. */
  readonly profile?: Profile | undefined
  /** Whether `data: [DONE]` ends the stream. Defaults to `true`. */
  readonly done?: boolean | undefined
  /** Shape of the `error` event. Defaults to `both`. */
  readonly errorShape?: 'both' | 'flat' | 'nested' | undefined
  /** Codes in `response.failed`: the allowlist, or the upstream's own. Defaults to `spec`. */
  readonly errorCodes?: 'spec' | 'wire' | undefined
  /** What a stream without a terminal event becomes. Defaults to `auto`: completed only on evidence. */
  readonly onMissingTerminal?: 'auto' | Outcome | undefined
  /** Where the reasoning of chat and Anthropic input goes. Defaults to `summary`. */
  readonly reasoning?: 'summary' | 'content' | undefined
  /** Whether `<think>…</think>` in chat text becomes reasoning. Defaults to `false`. */
  readonly thinkTags?: boolean | undefined
  /** What happens to events that no schema knows. Defaults to `auto`. */
  readonly unknownEvents?: 'auto' | 'pass' | 'drop' | undefined
  /** Heartbeats while the route is silent; the interval (ms) is kept by the adapters. Defaults to comments, 15 s. */
  readonly heartbeat?:
    | false
    | { readonly interval?: number | undefined; readonly style?: HeartbeatStyle | undefined }
    | undefined
  /** Milliseconds without upstream output before the response fails; kept by the adapters. Defaults to `0`, off. */
  readonly idleTimeout?: number | undefined
  readonly limits?: Limits | undefined
  /** The request body, or how to get it: what it said is echoed where the protocol echoes it. */
  readonly request?: JsonObject | (() => JsonObject | undefined) | undefined
  /** The path of the request, e.g. `/v1/responses`; tells under `auto` what the client asked for. */
  readonly path?: string | undefined
  /** Whether a JSON reply to `stream: true`, which is read to its end, and NDJSON become a stream. Defaults to `false`. */
  readonly expandJson?: boolean | undefined
  /** Whether delta frames of a known shape take the short road, which gives the same bytes. Defaults to `true`. */
  readonly hotPath?: boolean | undefined
  /** A resumed stream: numbers go on from `startingAfter + 1`. */
  readonly resume?: { readonly startingAfter: number } | undefined
  /** Told what really went wrong; never shown to the client. */
  readonly onError?: ((error: unknown) => void) | undefined
  /** Told of each repair. */
  readonly onRepair?: ((repair: Repair) => void) | undefined
  /** Told once, when the stream is done. */
  readonly onEnd?: ((summary: StreamSummary) => void) | undefined
  /** Told of whole frames as they leave: first and last `sequence_number`, and their bytes. */
  readonly onFrames?: ((first: number, last: number, bytes: Uint8Array) => void) | undefined
  /** Where output is written, where many streams share it. Defaults to a buffer of the stream's own. */
  readonly output?: OutputBuffer | undefined
  /** Makes ids; `prefix` is `resp`, `msg`, `fc`, `call`, … Defaults to random. */
  readonly generateId?: ((prefix: string) => string) | undefined
  /** The clock in milliseconds. Defaults to `Date.now`. */
  readonly now?: (() => number) | undefined
}
