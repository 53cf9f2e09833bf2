/**
 * One upstream frame, as a range of bytes over the decoder's carry buffer.
 *
 * The range is valid until the decoder is fed again; `event` and `data` are strings of their own. What a frame says is
 * decoded on first use, which must be before the decoder is fed again.
 */
export interface Frame {
  /** The buffer that holds the frame. */
  readonly buffer: Uint8Array
  /** Offset of the frame's first byte. */
  readonly start: number
  /** Offset after the frame's last byte, its blank line included. */
  readonly end: number
  /** What the frame is: an event, bare JSON without `data:` included, or comments only. */
  readonly kind: 'event' | 'comment'
  /** The `event:` field, if there was one that is not empty; the last one counts (an `error:` line counts as `event: error`). */
  readonly event: string | undefined
  /** The `data:` lines joined with LF; `undefined` when there was none. */
  readonly data: string | undefined
  /**
   * The data with `hole` inside of each string that stands for a field's value and whose inside is the bytes of `known`,
   * which are valid UTF-8 and are not decoded; `undefined` where there is none.
   */
  without(known: Uint8Array, hole: string): { readonly data: string; readonly holes: number } | undefined
  /** The comment lines of the frame, without the colon and one space, free of CR, LF and NUL. */
  readonly comments: readonly string[]
  /**
   * Whether the bytes are what our own encoder would write around this data: `event: X`, one `data: …` line, LF, a
   * blank line, valid UTF-8, nothing else but comment lines before them (for `[DONE]`: exactly `data: [DONE]`, no event
   * line). Comments alone are, if their lines end in LF.
   */
  readonly canonical: boolean
  /**
   * A fault that the decoder mended or could not mend. `truncated`: the input ended inside this frame, without its blank
   * line (a bare JSON line: without its line end). `oversized`: beyond `frameBytes`, found as soon as it is known; the range
   * is then empty and nothing else is known. `invalid-utf8`: U+FFFD stands for the bytes; the other two go before it.
   */
  readonly fault: 'invalid-utf8' | 'oversized' | 'truncated' | undefined
}

/** A pull decoder: feed it bytes, then take frames until there is none. */
export interface FrameDecoder {
  /** Adds bytes; invalidates the ranges of earlier frames. */
  push(chunk: Uint8Array): void
  /** The input is over: what is left counts as a last frame. */
  end(): void
  /** The bytes that wait, and where in them the next frame starts. */
  readonly view: Uint8Array
  readonly at: number
  /** Whether the next frame starts at `at`: nothing of it has been read. */
  readonly fresh: boolean
  /** Goes on at offset `to`: what is before it has been dealt with. Only where `fresh`. */
  skip(to: number): void
  /** Leaves what waits for later: it is taken out of the caller's chunk. */
  wait(): void
  /** The next whole frame, or `undefined` when more bytes are needed. */
  next(): Frame | undefined
}
