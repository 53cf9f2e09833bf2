import type { Io } from '../io.js'

/** Whatever is quicker than this shows no progress, in milliseconds. */
const PATIENCE_MS = 300
const EVERY_MS = 100
const BAR = 20
const CLEAR = '\r\u001b[K'

/** One line on a terminal that says how far a command is; on anything else, nothing. */
export class Progress {
  readonly #terminal: Io['stderr'] | undefined
  readonly #total: number
  readonly #timer: ReturnType<typeof setInterval> | undefined
  readonly #began = performance.now()
  #done = 0
  #name = ''
  #bytes = 0
  #shown = false

  /** @param total How many inputs there are. */
  constructor({ stderr, env }: Io, total: number) {
    this.#total = total
    this.#terminal = stderr.isTTY === true && env['TERM'] !== 'dumb' ? stderr : undefined
    if (this.#terminal) this.#timer = setInterval(() => this.#draw(), EVERY_MS).unref()
  }

  /** Another input is begun. */
  begin(name: string): void {
    this.#name = name
    this.#bytes = 0
  }

  /** The input that was begun is done. */
  finish(): void {
    this.#done++
  }

  /** Counts what passes. */
  async *count(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const piece of pieces) {
      this.#bytes += piece.length
      yield piece
    }
  }

  /** Leaves the line empty; nothing is shown any more. */
  end(): void {
    clearInterval(this.#timer)
    if (this.#shown) this.#terminal?.write(CLEAR)
    this.#shown = false
  }

  #draw(): void {
    const elapsed = performance.now() - this.#began
    if (elapsed < PATIENCE_MS) return
    this.#shown = true
    const filled = Math.floor((this.#done / this.#total) * BAR)
    const bar = this.#total > 1 ? `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${this.#done}/${this.#total}  ` : ''
    const size = this.#bytes === 0 ? 'waiting' : `${(this.#bytes / 1024).toFixed(0)} KiB`
    const end = `  ${size}  ${(elapsed / 1000).toFixed(0)} s`
    const room = (this.#terminal?.columns ?? 80) - bar.length - end.length - 1
    const name = this.#name.length > room ? `…${this.#name.slice(1 - Math.max(2, room))}` : this.#name
    this.#terminal?.write(`${CLEAR}${bar}${name}${end}`)
  }
}
