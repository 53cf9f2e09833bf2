import type { ResponseStream } from './response-stream.js'

/** Bytes that leave one after the other, no faster than they are taken. */
export interface ByteStream {
  next(): Promise<IteratorResult<Uint8Array, void>>
  return(): Promise<unknown>
}

/**
 * Waits for the first event, or until the deadline, and commits the response then.
 *
 * Clients time out on headers that do not come (Q-COMMIT-02), and retry on a real 429 (Q-COMMIT-01).
 *
 * @throws ApiError where the response failed before that.
 */
export async function commitGate(stream: ResponseStream, commitAfter: number): Promise<ByteStream> {
  const bytes = stream.bytes()
  const first = bytes.next()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<void>((resolve) => {
    if (!Number.isFinite(commitAfter)) return
    timer = setTimeout(() => {
      stream.commit()
      resolve()
    }, commitAfter)
  })
  try {
    await Promise.race([first, deadline])
  } finally {
    clearTimeout(timer)
  }
  stream.commit()
  let waiting: typeof first | undefined = first
  return {
    next() {
      const next = waiting ?? bytes.next()
      waiting = undefined
      return next
    },
    return: () => bytes.return(),
  }
}
