const QUOTE = 34
const BACKSLASH = 92
const SPACES: ReadonlySet<number> = new Set([32, 9, 13, 10])
/** What ends a number, `true`, `false` or `null`. */
const ENDS: ReadonlySet<number> = new Set([...SPACES, 44, 125, 93])

/** A range of a text or of bytes. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Finds where each value stands in the valid JSON that begins at `at`, by its path: `choices.0.delta`. `undefined` where
 * something follows the JSON, or where a key is escaped or stands twice, so that bytes would not tell which value counts.
 */
export function spansOf(json: string, at: number): ReadonlyMap<string, Span> | undefined {
  const walk = new Walk(json, at)
  walk.value('')
  return walk.plain && json.slice(walk.at).trim() === '' ? walk.spans : undefined
}

class Walk {
  readonly spans = new Map<string, Span>()
  at: number
  plain = true
  readonly #json: string

  constructor(json: string, at: number) {
    this.#json = json
    this.at = at
  }

  value(path: string): void {
    this.#space()
    const start = this.at
    const first = this.#json[start]
    if (first === '{') this.#members(path)
    else if (first === '[') this.#elements(path)
    else if (first === '"') this.#string()
    else while (this.at < this.#json.length && !ENDS.has(this.#json.charCodeAt(this.at))) this.at++
    this.plain &&= !this.spans.has(path)
    this.spans.set(path, { start, end: this.at })
    this.#space()
  }

  #members(path: string): void {
    const json = this.#json
    do {
      this.at++
      this.#space()
      if (json[this.at] !== '"') break
      const start = this.at + 1
      this.#string()
      const key = json.slice(start, this.at - 1)
      this.plain &&= !key.includes('\\')
      this.#space()
      this.at++
      // A line feed stands in no key as it is, so that no two paths are written alike.
      this.value(under(path, key.replaceAll('.', '\n')))
    } while (json[this.at] === ',')
    this.at++
  }

  #elements(path: string): void {
    let index = 0
    do {
      this.at++
      this.#space()
      if (this.#json[this.at] === ']') break
      this.value(under(path, String(index++)))
    } while (this.#json[this.at] === ',')
    this.at++
  }

  #string(): void {
    const json = this.#json
    let at = this.at + 1
    while (at < json.length && json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
    this.at = at + 1
  }

  #space(): void {
    while (SPACES.has(this.#json.charCodeAt(this.at))) this.at++
  }
}

const under = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`)
