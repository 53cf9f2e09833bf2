import type { DialectContext } from './context.js'

const DELTAS = { summary: 'response.reasoning_summary_text.delta', content: 'response.reasoning_text.delta' } as const

/** Sends reasoning to where the `reasoning` option says, one item after another. */
export class Reasoning {
  readonly #context: DialectContext
  readonly #delta: string
  #key: number | undefined
  #id: string | undefined
  /** Whether any reasoning has been sent. */
  used = false

  constructor(context: DialectContext) {
    this.#context = context
    this.#delta = DELTAS[context.options.reasoning ?? 'summary']
  }

  /** Text of the item at hand; `id` where the upstream names the item (`rs_…`): another id is another item. */
  text(delta: string, id?: string | undefined): void {
    if (delta === '') return
    const output_index = this.#open(id)
    this.#context.sink.draft({ type: this.#delta, output_index, delta })
  }

  /** What a client sends back to go on from this thinking; it ends the item. */
  seal(encrypted_content: string, id?: string | undefined): void {
    if (encrypted_content === '') return
    const output_index = this.#open(id)
    const item = { type: 'reasoning', encrypted_content }
    this.#context.sink.draft({ type: 'response.output_item.done', output_index, item })
    this.next()
  }

  /** What comes is an item of its own. */
  next(): void {
    this.#key = undefined
    this.#id = undefined
  }

  #open(id: string | undefined): number {
    this.used = true
    if (id !== undefined && this.#id !== undefined && id !== this.#id) this.next()
    if (this.#key === undefined) {
      this.#key = this.#context.allot()
      if (id !== undefined) {
        const item = { type: 'reasoning', id, summary: [] }
        this.#context.sink.draft({ type: 'response.output_item.added', output_index: this.#key, item })
      }
    }
    this.#id ??= id
    return this.#key
  }
}
