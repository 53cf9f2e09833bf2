/** Text that grows by deltas; the only place that decides how it is kept. */
export interface TextBuffer {
  readonly length: number
  append(delta: string): void
  toString(): string
}

/** Makes an empty text. */
export function createTextBuffer(): TextBuffer {
  let value = ''
  return {
    get length() {
      return value.length
    },
    append(delta) {
      value += delta
    },
    toString() {
      return value
    },
  }
}
