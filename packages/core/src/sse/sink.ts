const EMPTY: Uint8Array = new Uint8Array(0)
/** A buffer of one's own for each small output costs more than what is written into it. */
const SLAB_BYTES = 4096
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
  readonly view: DataView
  advance(end: number): void
  /** A copy of what was appended since `length` was `mark`. */
  since(mark: number): Uint8Array
  /** All bytes since the last call; nobody writes to them again. */
  take(): Uint8Array
  /** How many bytes there are to take. */
  readonly length: number
}

/** Creates an empty sink. */
export function createFrameSink(): FrameSink {
  return new ByteSink()
}

/** Writes into slabs and hands out views of them. Each stream has its own: a consumer may transfer what it is given. */
class ByteSink implements FrameSink {
  bytes: Uint8Array = EMPTY
  view: DataView = new DataView(EMPTY.buffer)
  /** Where what has not been taken starts and ends. */
  #start = 0
  #end = 0
  /** A run of input that has not been copied yet: whole runs are copied at once. */
  #run: Uint8Array = EMPTY
  #runStart = 0
  #runEnd = 0

  get length(): number {
    return this.#end - this.#start + this.#runEnd - this.#runStart
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
    this.#end += encoder.encodeInto(frame, this.bytes.subarray(at)).written
  }

  reserve(size: number): number {
    this.#copyRun()
    this.#room(size)
    return this.#end
  }

  advance(end: number): void {
    this.#end = end
  }

  since(mark: number): Uint8Array {
    this.#copyRun()
    return this.bytes.slice(this.#start + mark, this.#end)
  }

  take(): Uint8Array {
    this.#copyRun()
    if (this.#end === this.#start) return EMPTY
    const taken = this.bytes.subarray(this.#start, this.#end)
    this.#start = this.#end
    return taken
  }

  #copyRun(): void {
    const size = this.#runEnd - this.#runStart
    if (size === 0) return
    this.#room(size)
    const run = this.#run
    this.bytes.set(size === run.length ? run : run.subarray(this.#runStart, this.#runEnd), this.#end)
    this.#end += size
    this.#run = EMPTY
    this.#runStart = 0
    this.#runEnd = 0
  }

  /** A slab is never written twice: without room, what waits moves to a new one. */
  #room(size: number): void {
    if (this.#end + size <= this.bytes.length) return
    const waiting = this.#end - this.#start
    const needed = waiting + size
    const grown = new Uint8Array(needed <= SLAB_BYTES ? SLAB_BYTES : waiting === 0 ? needed : needed * 2)
    if (waiting > 0) grown.set(this.bytes.subarray(this.#start, this.#end))
    this.bytes = grown
    this.view = new DataView(grown.buffer)
    this.#start = 0
    this.#end = waiting
  }
}
