const QUOTE = 34
const BACKSLASH = 92
const OPENING = new Set([91, 123])
const CLOSING = new Set([93, 125])

/**
 * The arguments of one call as they grow. Whether they are whole JSON is asked rarely, so the text is scanned only then,
 * and each character at most once.
 */
export class ArgumentText {
  length = 0
  readonly #parts: string[] = []
  #scanned = 0
  #depth = 0
  #begun = false
  #inString = false
  #escaped = false

  push(text: string): void {
    if (text === '') return
    this.length += text.length
    this.#parts.push(text)
  }

  /** Whether the text so far is a whole JSON object or array: what follows can only be another one. */
  complete(): boolean {
    for (; this.#scanned < this.#parts.length; this.#scanned++) this.#scan(this.#parts[this.#scanned] as string)
    return this.#begun && this.#depth <= 0 && !this.#inString
  }

  toString(): string {
    return this.#parts.join('')
  }

  #scan(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (this.#escaped) this.#escaped = false
      else if (this.#inString) {
        if (code === BACKSLASH) this.#escaped = true
        else if (code === QUOTE) this.#inString = false
      } else if (code === QUOTE) this.#inString = true
      else if (OPENING.has(code)) {
        this.#depth++
        this.#begun = true
      } else if (CLOSING.has(code)) this.#depth--
    }
  }
}
