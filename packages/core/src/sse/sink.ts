const EMPTY: Uint8Array = new Uint8Array(0)
const SPARE_BYTES = 64 * 1024
const encoder: TextEncoder = new TextEncoder()

/** Collects output, as bytes of the input or as new text. */
export interface FrameSink {
  /** Appends a range of bytes, which must not change before `take`. */
  raw(buffer: Uint8Array, start: number, end: number): void
  /** Appends text. */
  text(frame: string): void
  /** Makes room for `size` bytes and says where they start in `bytes`; `advance` tells where they end. */
  reserve(size: number): number
  readonly bytes: Uint8Array
  advance(end: number): void
  /** A copy of what was appended since `length` was `mark`. */
  since(mark: number): Uint8Array
  /** All bytes since the last call, in an array of their own. */
  take(): Uint8Array
  /** How many bytes there are to take. */
  readonly length: number
}

/** Creates an empty sink. */
export function createFrameSink(): FrameSink {
  return new ByteSink()
}

class ByteSink implements FrameSink {
  bytes: Uint8Array = new Uint8Array(1024)
  #length = 0
  /** A run of input that has not been copied yet: whole runs are copied at once. */
  #run: Uint8Array = EMPTY
  #runStart = 0
  #runEnd = 0

  get length(): number {
    return this.#length + this.#runEnd - this.#runStart
  }

  raw(buffer: Uint8Array, start: number, end: number): void {
    if (end <= start) return
    if (buffer !== this.#run || start !== this.#runEnd) {
      this.#copyRun()
      this.#run = buffer
      this.#runStart = start
    }
    this.#runEnd = end
  }

  text(frame: string): void {
    // A UTF-16 code unit takes three bytes at most.
    const at = this.reserve(frame.length * 3)
    this.#length += encoder.encodeInto(frame, this.bytes.subarray(at)).written
  }

  reserve(size: number): number {
    this.#copyRun()
    this.#reserve(size)
    return this.#length
  }

  advance(end: number): void {
    this.#length = end
  }

  since(mark: number): Uint8Array {
    this.#copyRun()
    return this.bytes.slice(mark, this.#length)
  }

  take(): Uint8Array {
    if (this.length === 0) return EMPTY
    const taken = new Uint8Array(this.length)
    taken.set(this.bytes.subarray(0, this.#length))
    taken.set(this.#run.subarray(this.#runStart, this.#runEnd), this.#length)
    this.#length = 0
    this.#forgetRun()
    if (this.bytes.length > SPARE_BYTES) this.bytes = new Uint8Array(1024)
    return taken
  }

  #copyRun(): void {
    const size = this.#runEnd - this.#runStart
    if (size === 0) return
    this.#reserve(size)
    this.bytes.set(this.#run.subarray(this.#runStart, this.#runEnd), this.#length)
    this.#length += size
    this.#forgetRun()
  }

  #forgetRun(): void {
    this.#run = EMPTY
    this.#runStart = 0
    this.#runEnd = 0
  }

  #reserve(size: number): void {
    const needed = this.#length + size
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(needed * 2)
    grown.set(this.bytes.subarray(0, this.#length))
    this.bytes = grown
  }
}
