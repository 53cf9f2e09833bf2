import { asText, filled, isObject, type JsonObject } from '../../json.js'
import { urlCitation } from '../chat-completions/annotations.js'
import type { DialectContext } from '../chat-completions/context.js'

/**
 * The text of neighbouring text blocks as one message: Anthropic begins a new block wherever a citation begins or ends.
 * A citation supports the whole of its block, so it leaves when the block is over and its indexes are known.
 */
export class MessageText {
  readonly #context: DialectContext
  #key: number | undefined
  #length = 0
  #blockStart = 0
  #cited: JsonObject[] = []

  constructor(context: DialectContext) {
    this.#context = context
  }

  say(delta: string): void {
    if (delta === '') return
    this.#length += delta.length
    this.#context.sink.draft({ type: 'response.output_text.delta', output_index: this.#open(), delta })
  }

  /** Text that has left already. */
  passed(units: number): void {
    this.#length += units
  }

  cite(citation: unknown): void {
    if (!isObject(citation)) return
    if (filled(citation['url']) !== undefined) this.#cited.push(citation)
    else {
      const type = asText(citation['type'])
      this.#context.once('dialect/unsupported-citation', `a citation (${type}) without a URL was dropped`)
    }
  }

  /** The text block at hand is over. */
  endBlock(): void {
    for (const { url, title } of this.#cited.splice(0)) {
      const annotation = urlCitation(asText(url), title, this.#blockStart, this.#length)
      const type = 'response.output_text.annotation.added'
      this.#context.sink.draft({ type, output_index: this.#open(), annotation })
    }
    this.#blockStart = this.#length
  }

  /** A block of another kind comes between: text after it is a message of its own. */
  break(): void {
    this.endBlock()
    this.#key = undefined
    this.#length = 0
    this.#blockStart = 0
  }

  #open(): number {
    this.#key ??= this.#context.allot()
    return this.#key
  }
}
