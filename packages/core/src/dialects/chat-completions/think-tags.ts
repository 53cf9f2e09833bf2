const OPEN = '<think>'
const CLOSE = '</think>'

/** Takes text in order, each piece either the reply or the thinking. */
export interface ThinkSink {
  text(delta: string): void
  reasoning(delta: string): void
}

/**
 * Splits `<think>…</think>` at the start of a reply from the text after it. A tag may be cut anywhere: what could still
 * become one is held, and leaves as soon as it cannot. White space before the tag goes with the thinking.
 */
export class ThinkTags {
  readonly #sink: ThinkSink
  #state: 'start' | 'inside' | 'outside' = 'start'
  #held = ''

  constructor(sink: ThinkSink) {
    this.#sink = sink
  }

  /** Whether text passes as it is. */
  get over(): boolean {
    return this.#state === 'outside'
  }

  push(delta: string): void {
    const text = this.#held + delta
    this.#held = ''
    if (this.#state === 'start') this.#start(text)
    else if (this.#state === 'inside') this.#inside(text)
    else this.#send('text', text)
  }

  /** No more text will come: what is held was no tag. */
  flush(): void {
    const held = this.#held
    this.#held = ''
    this.#send(this.#state === 'inside' ? 'reasoning' : 'text', held)
  }

  #start(text: string): void {
    const begin = text.trimStart()
    const space = text.slice(0, text.length - begin.length)
    if (begin.startsWith(OPEN)) {
      this.#state = 'inside'
      this.#send('reasoning', space)
      this.#inside(begin.slice(OPEN.length))
    } else if (OPEN.startsWith(begin) && space.length <= 64) {
      this.#held = text
    } else {
      this.#state = 'outside'
      this.#send('text', text)
    }
  }

  #inside(text: string): void {
    const end = text.indexOf(CLOSE)
    if (end >= 0) {
      this.#send('reasoning', text.slice(0, end))
      this.#state = 'outside'
      this.#send('text', text.slice(end + CLOSE.length))
      return
    }
    const kept = heldLength(text)
    this.#send('reasoning', text.slice(0, text.length - kept))
    this.#held = text.slice(text.length - kept)
  }

  #send(to: keyof ThinkSink, text: string): void {
    if (text !== '') this.#sink[to](text)
  }
}

/** How much of the end of a text could be the beginning of `</think>`. */
function heldLength(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(CLOSE.slice(0, length))) return length
  }
  return 0
}
