import type { CheckOptions, NormalizerOptions } from '@strict-responses/core'
import { type ClientVerdict, judgeClients } from './trace/clients.js'
import type { Step } from './trace/step.js'
import { type Ending, Trace } from './trace/trace.js'
import { judge, type Verdict } from './trace/verdict.js'

/** Where a stream comes from. */
export interface StreamSource {
  readonly name: string
  /** What is worth knowing of it. */
  readonly note?: string
  /** Whether it comes while one looks on. */
  readonly live?: boolean
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** How it ends, where it does not end by itself. */
  readonly ending?: Ending
}

/** Options that both sides know. */
export type Options = NormalizerOptions & CheckOptions

/** How long the page may be kept busy at a time, in milliseconds. */
const SLICE_MS = 12

/** What is being looked at, and where in it one is: the one owner of the page's state. */
export class Session {
  source: StreamSource | undefined
  trace: Trace = new Trace()
  verdict: Verdict | undefined
  /** Which clients the stream would break; comes after the verdict. */
  clients: ClientVerdict | undefined
  /** Why the stream could not be read. */
  problem: string | undefined
  /** The step one is at. */
  at = 0
  /** Whether one went there, and was not just taken along. */
  went = false
  options: Options = {}
  readonly #changed: () => void
  #kept: Uint8Array[] = []
  #run = 0
  /** Whether `at` goes along with what comes. */
  #follows = true

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get steps(): readonly Step[] {
    return this.trace.steps
  }

  get step(): Step | undefined {
    return this.steps[this.at]
  }

  get loading(): boolean {
    return this.source !== undefined && !this.trace.ended
  }

  /** Goes to a step; beyond the ends, to the nearest one. */
  go(step: number): void {
    this.at = Math.max(0, Math.min(step, this.steps.length - 1))
    this.went = true
    this.#follows = this.at === this.steps.length - 1
    this.#changed()
  }

  /** Looks at another stream; what was being read is left. */
  async load(source: StreamSource): Promise<void> {
    this.#kept = []
    await this.#read(source, source.pieces, true)
  }

  /** Looks at the same bytes with other options. */
  async configure(options: Options): Promise<void> {
    this.options = options
    if (this.source && this.trace.ended) await this.#read(this.source, [...this.#kept], false)
  }

  async #read(source: StreamSource, pieces: StreamSource['pieces'], fresh: boolean): Promise<void> {
    const run = ++this.#run
    const trace = new Trace(this.options)
    Object.assign(this, {
      source,
      trace,
      verdict: undefined,
      clients: undefined,
      problem: undefined,
      at: 0,
      went: false,
    })
    this.#follows = true
    let ending = source.ending
    let until = performance.now() + SLICE_MS
    try {
      for await (const piece of pieces) {
        if (run !== this.#run) return
        if (fresh) this.#kept.push(piece)
        for (const step of trace.push(piece)) {
          if (this.#follows) this.at = step.index
          if (performance.now() < until) continue
          this.#changed()
          await new Promise((resolve) => setTimeout(resolve))
          if (run !== this.#run) return
          until = performance.now() + SLICE_MS
        }
        this.#changed()
      }
    } catch (error) {
      if (run !== this.#run) return
      const what = error instanceof Error ? error.message : String(error)
      if (trace.steps.length === 0) this.problem = what
      ending = { error, what: 'the connection breaks' }
    }
    if (run !== this.#run) return
    trace.end(ending)
    if (this.#follows) this.at = Math.max(0, trace.steps.length - 1)
    this.#changed()
    const verdict = await judge(trace, this.options)
    if (run !== this.#run) return
    this.verdict = verdict
    this.#changed()
    const clients = await judgeClients(trace, this.options)
    if (run !== this.#run) return
    this.clients = clients
    this.#changed()
  }
}
