import type { SourceStream, SourceValue } from '@strict-responses/core'

/** A source that is being read. */
export interface SourceReader {
  next(): Promise<{ readonly done?: boolean | undefined; readonly value?: SourceValue | undefined }>
  /** Stops the source, even where a `next` is under way. */
  stop(reason: unknown): Promise<unknown>
}

/** Begins to read a stream of any kind. */
export function readSource(stream: SourceStream): SourceReader {
  // First, since the iterator of a Web stream returns only after the read that is under way.
  if ('getReader' in stream) {
    const reader = stream.getReader()
    return { next: () => reader.read(), stop: (reason) => reader.cancel(reason) }
  }
  const iterator = stream[Symbol.asyncIterator]()
  return {
    next: () => iterator.next(),
    stop: async () => {
      // The iterator of a Node stream, too, returns only after the read that is under way.
      if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy()
      await iterator.return?.()
    },
  }
}
