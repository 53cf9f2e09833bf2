import type { SafeError } from '../errors/safe-error.js'
import { isObject, type JsonObject } from '../json.js'
import type { NormalizerOptions, Outcome, Profile } from '../options.js'
import { EVENTS, type EventRole, type EventRow } from '../protocol/events.js'
import { inProfile } from '../protocol/profiles.js'
import type { Report } from '../repair.js'
import type { FrameSink } from '../sse/sink.js'
import type { Assembly, Identity, Streamed } from './assembly.js'
import { withoutCustomTools } from './custom-tools.js'
import { Emitter, type Source } from './emitter.js'
import { endFailed, terminal } from './ending.js'
import { itemAdded, itemDone } from './item-events.js'
import { created, inProgress, type Progress, queued } from './lifecycle.js'
import { annotation, partAdded, partDone } from './part-handlers.js'
import { identify } from './response.js'
import { Router } from './router.js'
import type { ItemState } from './state.js'
import { audio, state } from './state-handlers.js'
import { delta, done } from './text-handlers.js'
import { unknownEvent } from './unknown.js'

/** One handler a role: what an event does to the response. */
const HANDLERS: Readonly<Record<EventRole, (assembly: Assembly, event: JsonObject, row: EventRow) => void>> = {
  created,
  queued,
  in_progress: inProgress,
  terminal,
  error: () => {},
  'item.added': itemAdded,
  'item.done': itemDone,
  'part.added': partAdded,
  'part.done': partDone,
  delta,
  done,
  annotation,
  state,
  audio,
}

/** What the assembler needs from the normalizer. */
export interface AssemblerContext {
  readonly options: NormalizerOptions
  readonly sink: FrameSink
  readonly report: Report
  makeId(prefix: string): string
  upstreamId(id: string): void
  now(): number
}

/** The one state machine: makes each draft event legal, in order, and closes what is open at the end. */
export class Assembler implements Assembly {
  readonly options: NormalizerOptions
  readonly profile: Profile
  readonly resumed: boolean
  readonly report: Report
  readonly emitter: Emitter
  readonly router: Router = new Router()
  opened: ItemState[] = []
  readonly waiting: ItemState[] = []
  audio: readonly string[] = []
  readonly identity: Identity = { id: undefined, createdAt: undefined, response: {} }
  readonly progress: Progress
  readonly makeId: (prefix: string) => string
  readonly upstreamId: (id: string) => void
  readonly now: () => number
  source: Source | undefined
  failing: SafeError | undefined
  usage: JsonObject | undefined
  final: JsonObject | undefined
  outputLength = 0
  outcome: Outcome | undefined
  streamed: Streamed | undefined
  readonly #sink: FrameSink
  /** Whether an event of the protocol has come, be it one that is dropped. */
  #named = false

  constructor(context: AssemblerContext) {
    this.options = context.options
    this.profile = context.options.profile ?? 'openai'
    this.resumed = context.options.resume !== undefined
    this.report = context.report
    this.makeId = context.makeId
    this.upstreamId = context.upstreamId
    this.now = context.now
    this.#sink = context.sink
    const first = context.options.resume ? context.options.resume.startingAfter + 1 : 0
    this.emitter = new Emitter(context.sink, context.options, first, context.report)
    this.progress = { created: this.resumed, queued: false, inProgress: this.resumed && first > 1 }
  }

  /** Whether the upstream has said anything of a response. */
  get begun(): boolean {
    return this.progress.created || this.failing !== undefined || this.#named
  }

  /** Takes one draft event; `source` is the frame that it is, if the upstream speaks Responses. */
  take(draft: JsonObject, source?: Source | undefined): void {
    const event = this.profile === 'openai' ? draft : withoutCustomTools(draft, this.router)
    if (this.outcome) {
      this.report('lifecycle/event-after-end', `${String(event['type'])} after the end was dropped`)
      return
    }
    this.source = source
    const type = String(event['type'])
    this.#named ||= type.startsWith('response.')
    const row = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined
    if (this.failing && row?.role !== 'terminal') {
      this.report('lifecycle/event-after-error', `${type} after the error was dropped`)
      return endFailed(this)
    }
    if (!row) return unknownEvent(this, event)
    if (!row.profiles.includes(this.profile) || !this.#inProfile(event, row)) {
      this.report('profile/dropped', `${type} is not part of ${this.profile}: it was dropped`)
      return
    }
    if (row.fields?.['response'] && isObject(event['response'])) identify(this, event['response'])
    HANDLERS[row.role](this, withoutError(this, event, row), row)
  }

  emit(event: JsonObject, source?: Source | undefined): void {
    this.emitter.emit(event, source)
  }

  comment(text: string): void {
    const last = this.waiting.at(-1)
    if (last && last.early.length < 64) last.early.push(text)
    else this.#sink.text(text)
  }

  #inProfile(event: JsonObject, row: EventRow): boolean {
    if (row.role !== 'item.added' && row.role !== 'item.done') return true
    const type = isObject(event['item']) ? event['item']['type'] : undefined
    return typeof type !== 'string' || inProfile(type, this.profile)
  }
}

/** A top-level `error` key ends the stream for some clients: it belongs to `error` events alone. */
function withoutError(assembly: Assembly, event: JsonObject, row: EventRow): JsonObject {
  if (!Object.hasOwn(event, 'error') || row.role === 'terminal') return event
  assembly.report('error/top-level-key', `${String(event['type'])} had a top-level error key: it was removed`)
  const { error: _error, ...rest } = event
  return rest
}
