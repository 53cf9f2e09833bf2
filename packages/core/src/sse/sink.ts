import { createOutputBuffer, EMPTY, type OutputBuffer } from './output-buffer.js'
import { encoder } from './utf8.js'

/** UTF-16 units of a frame for which three bytes each would be much in vain. */
const LONG = 8192

/** Collects output, as bytes of the input or as new text. */
export interface FrameSink {
  /** The chunk being read, where its bytes may leave without being copied. */
  chunk: Uint8Array
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
  /** All bytes since the last call; nobody writes to them again. */
  take(): Uint8Array
  /** How many bytes there are to take. */
  readonly length: number
}

/** Creates an empty sink, which writes into a buffer of its own or into one that many streams share. */
export function createFrameSink(output: OutputBuffer = createOutputBuffer()): FrameSink {
  return new ByteSink(output)
}

/** Writes into its output buffer and hands out views of it; where all that leaves is one run of the chunk, a view of that. */
class ByteSink implements FrameSink {
  chunk: Uint8Array = EMPTY
  bytes: Uint8Array = EMPTY
  readonly #output: OutputBuffer
  /** Where what has not been taken starts and ends. */
  #start = 0
  #end = 0
  /** A run of input that has not been copied yet: whole runs are copied at once. */
  #run: Uint8Array = EMPTY
  #runStart = 0
  #runEnd = 0

  constructor(output: OutputBuffer) {
    this.#output = output
  }

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
    if (frame.length > LONG) {
      const bytes = encoder.encode(frame)
      return this.raw(bytes, 0, bytes.length)
    }
    // A UTF-16 code unit takes three bytes at most.
    const at = this.reserve(frame.length * 3)
    this.advance(at + encoder.encodeInto(frame, this.bytes.subarray(at)).written)
  }

  reserve(size: number): number {
    this.#copyRun()
    this.#room(size)
    return this.#end
  }

  advance(end: number): void {
    this.#end = end
    this.#output.used = end
  }

  since(mark: number): Uint8Array {
    this.#copyRun()
    return this.bytes.slice(this.#start + mark, this.#end)
  }

  take(): Uint8Array {
    const { chunk } = this
    this.chunk = EMPTY
    if (this.#end === this.#start && this.#run === chunk && this.#runEnd > this.#runStart) {
      const [start, end] = [this.#runStart, this.#runEnd]
      this.#forgetRun()
      return end - start === chunk.length ? chunk : chunk.subarray(start, end)
    }
    this.#copyRun()
    if (this.#end === this.#start) return EMPTY
    const taken = this.bytes.subarray(this.#start, this.#end)
    this.bytes = EMPTY
    this.#start = this.#end = 0
    this.#output.taken()
    return taken
  }

  #copyRun(): void {
    const size = this.#runEnd - this.#runStart
    if (size === 0) return
    this.#room(size)
    const run = this.#run
    this.bytes.set(size === run.length ? run : run.subarray(this.#runStart, this.#runEnd), this.#end)
    this.advance(this.#end + size)
    this.#forgetRun()
  }

  #forgetRun(): void {
    this.#run = EMPTY
    this.#runStart = 0
    this.#runEnd = 0
  }

  /** What waits stays in one piece: where another stream has written behind it, or there is no room, it moves. */
  #room(size: number): void {
    const output = this.#output
    const waiting = this.#end - this.#start
    const last = waiting === 0 || (this.bytes === output.bytes && this.#end === output.used)
    if (last && output.used + size <= output.bytes.length) {
      if (waiting > 0) return
      this.bytes = output.bytes
      this.#start = this.#end = output.used
      return
    }
    const moved = this.bytes.subarray(this.#start, this.#end)
    output.renew(waiting + size, waiting > 0)
    this.bytes = output.bytes
    this.bytes.set(moved, output.used)
    this.#start = output.used
    this.advance(output.used + waiting)
  }
}
