import type { SafeError } from '../errors/safe-error.js'
import type { JsonObject } from '../json.js'
import type { NormalizerOptions, Outcome, Profile } from '../options.js'
import type { Report } from '../repair.js'
import type { Emitter, Source } from './emitter.js'
import type { Progress } from './lifecycle.js'
import type { Router } from './router.js'
import type { ItemState, TextState } from './state.js'

/** What the handlers of the assembler share: the state of one response and the ways to change it. */
export interface Assembly {
  readonly options: NormalizerOptions
  readonly profile: Profile
  readonly resumed: boolean
  readonly report: Report
  readonly emitter: Emitter
  readonly router: Router
  /** Items that have opened, by `output_index`. */
  opened: ItemState[]
  /** Announced items that wait for their first body event. */
  readonly waiting: ItemState[]
  readonly identity: Identity
  readonly progress: Progress
  /** The upstream error that waits for its `response.failed`. */
  failing: SafeError | undefined
  /** Whether the upstream has said anything of a response. */
  readonly begun: boolean
  /** Audio events that must close what was begun. */
  audio: readonly string[]
  usage: JsonObject | undefined
  /** The Response of the terminal event. */
  final: JsonObject | undefined
  /** The frame that is being taken; an event that is derived from it is compared with it. */
  source: Source | undefined
  /** Length of all text so far. */
  outputLength: number
  outcome: Outcome | undefined
  /** The delta that left last, of the frame that is being taken. */
  streamed: Streamed | undefined
  /** Makes an id with the prefix of its kind. */
  makeId(prefix: string): string
  /** Keeps an id of another kind for `onEnd`. */
  upstreamId(id: string): void
  now(): number
  /** Sends an event as it is. */
  emit(event: JsonObject, source?: Source | undefined): void
  /** Sends a comment frame, behind what still waits to open. */
  comment(text: string): void
}

/** A delta that left: its text, where that is kept, and the event type. */
export interface Streamed {
  readonly text: TextState
  readonly delta: string
  readonly type: string
}

/** What stays the same in every Response object of the stream. */
export interface Identity {
  id: string | undefined
  createdAt: number | undefined
  /** The Response as last sent, the source of what later ones leave out; never of its output or outcome. */
  response: JsonObject
}
