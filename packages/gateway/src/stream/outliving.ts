import type { OpenCalls } from '../serve/open-calls.js'
import type { ByteStream } from './commit-gate.js'
import type { ResponseStream } from './response-stream.js'

/** The bytes of a response that goes on when its client has left: the event log then has them all. */
export function outliving(bytes: ByteStream, stream: ResponseStream, open: OpenCalls): ByteStream {
  let over = false
  const rest = async (): Promise<void> => {
    const call = { stop: stream.stop.bind(stream), cut() {} }
    open.add(call)
    while (!(await bytes.next()).done);
    open.delete(call)
  }
  return {
    async next() {
      const next = await bytes.next()
      over = next.done === true
      return next
    },
    async return() {
      if (!over) void rest()
      over = true
    },
  }
}
