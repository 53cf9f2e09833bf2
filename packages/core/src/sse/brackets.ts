const QUOTE = 34
const BACKSLASH = 92

/** Follows brackets and strings through JSON text, one code unit or byte at a time. It does not validate. */
export class Brackets {
  depth = 0
  /** How many times the outermost bracket was closed. */
  values = 0
  /** Whether something other than white space stood outside of the brackets. */
  stray = false
  #inString = false
  #escaped = false

  step(code: number): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false
      else if (code === BACKSLASH) this.#escaped = true
      else if (code === QUOTE) this.#inString = false
      return
    }
    if (code === 0x7b || code === 0x5b) this.depth++
    else if (this.depth === 0) this.stray ||= code !== 32 && code !== 9 && code !== 10 && code !== 13
    else if (code === QUOTE) this.#inString = true
    else if ((code === 0x7d || code === 0x5d) && --this.depth === 0) this.values++
  }
}
