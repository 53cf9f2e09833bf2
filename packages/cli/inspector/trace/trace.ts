import {
  createNormalizer,
  type Dialect,
  type Normalizer,
  type NormalizerOptions,
  type Outcome,
  type Repair,
} from '@strict-responses/core'
import { FrameSplitter, type RawFrame } from './frame-splitter.js'
import { readFrame } from './read-frame.js'
import { relationsOf } from './relation.js'
import type { Output, Step } from './step.js'
import { Tree } from './tree.js'

/** How an input ended: by itself, or broken by an error. */
export type Ending = { readonly error: unknown; readonly what: string } | undefined

/** Feeds a stream frame by frame to the normalizer, and keeps what came of each. */
export class Trace {
  readonly steps: Step[] = []
  readonly tree: Tree = new Tree()
  /** All that came, all that left. */
  readonly input: string[] = []
  readonly output: string[] = []
  /** Frames that came, events that left, repairs made. */
  frames = 0
  events = 0
  repairs = 0
  ended = false
  readonly #normalizer: Normalizer
  readonly #splitter = new FrameSplitter()
  readonly #leaving = new FrameSplitter()
  readonly #decoder = new TextDecoder()
  readonly #now: () => number
  readonly #began: number
  #made: Repair[] = []
  /** Codes of repairs made so far. */
  readonly #known = new Set<string>()

  constructor(options: NormalizerOptions = {}, now: () => number = () => performance.now()) {
    this.#now = now
    this.#began = now()
    this.#normalizer = createNormalizer({
      path: '/v1/responses',
      ...options,
      onRepair: (repair) => this.#made.push(repair),
    })
  }

  get dialect(): Dialect | undefined {
    return this.#normalizer.dialect
  }

  get outcome(): Outcome | undefined {
    return this.#normalizer.outcome
  }

  get foreign(): boolean {
    return this.#normalizer.state === 'foreign'
  }

  /** Takes bytes as they come; yields after each frame, so that whoever drives it may pause. */
  *push(chunk: Uint8Array): Generator<Step, void> {
    for (const frame of this.#splitter.push(chunk)) yield this.#frame(frame)
  }

  end(ending: Ending): void {
    for (const frame of this.#splitter.end()) this.#frame(frame)
    this.ended = true
    const last = this.steps.at(-1)
    const line = last ? last.line + last.text.split('\n').length - 1 : 1
    const { length } = this.steps
    const work = (): Uint8Array => (ending ? this.#normalizer.fail(ending.error) : this.#normalizer.end())
    const what = ending?.what ?? 'end of the input'
    this.#step('end', { line, text: '', facts: { value: undefined, number: undefined, type: what, carried: '' } }, work)
    // An end that does nothing is only worth a row where there is no other.
    const end = this.steps[length]
    if (length > 0 && !ending && end?.outputs.length === 0 && end.unplaced.length === 0) this.steps.pop()
  }

  #frame({ bytes, line }: RawFrame): Step {
    const text = this.#decoder.decode(bytes)
    this.input.push(text)
    this.frames++
    return this.#step('frame', { text, line, facts: readFrame(text) }, () => this.#normalizer.push(bytes))
  }

  #step(kind: Step['kind'], came: Pick<Step, 'text' | 'line' | 'facts'>, work: () => Uint8Array): Step {
    this.#made = []
    const leaving = this.#leaving.push(work())
    const made = this.#made
    this.repairs += made.length
    const responses = this.dialect === 'responses' || this.dialect === undefined
    const told = new Set<Repair>()
    const frames = leaving.map(({ bytes }) => {
      const text = this.#decoder.decode(bytes)
      return { text, facts: readFrame(text) }
    })
    const relations = kind === 'end' ? [] : relationsOf(came, frames, responses)
    const outputs = frames.map(({ text, facts }, index): Output => {
      const repairs = made.filter(
        ({ sequenceNumber }) => sequenceNumber !== undefined && sequenceNumber === facts.number,
      )
      for (const repair of repairs) told.add(repair)
      this.output.push(text)
      if (facts.value) this.events++
      return { text, facts, repairs, relation: relations[index] ?? 'added' }
    })
    const unplaced = made.filter((repair) => !told.has(repair))
    const firsts = new Set(made.map(({ code }) => code).filter((code) => !this.#known.has(code)))
    for (const code of firsts) this.#known.add(code)
    const at = this.#now() - this.#began
    const step: Step = { index: this.steps.length, kind, ...came, outputs, unplaced, firsts, at }
    this.steps.push(step)
    if (came.facts.type === '[DONE]') this.#moveDone(step)
    for (const { facts } of outputs) if (facts.value) this.tree.take(facts.value, step.index)
    return step
  }
  /** `[DONE]` leaves with the terminal event: where the input has one, it is shown beside it. */
  #moveDone(step: Step): void {
    const before = this.steps[step.index - 1]
    const done = before?.outputs.at(-1)
    if (!before || done?.facts.type !== '[DONE]' || step.outputs.length > 0) return
    this.steps[before.index] = { ...before, outputs: before.outputs.slice(0, -1) }
    this.steps[step.index] = { ...step, outputs: [{ ...done, relation: done.text === step.text ? 'same' : 'mended' }] }
  }
}
