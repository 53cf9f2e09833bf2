import { Readable } from 'node:stream'
import type { Source } from '@strict-responses/node'
import { TEXT, WHOLE } from '../../support/adapters/faulty-stream.js'

const BYTES = new TextEncoder().encode(TEXT)

const strings = async function* (): AsyncGenerator<string> {
  yield 'Hél'
  yield 'lo 👋'
}

const webStream = (chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })

const bytewise = (text: string): Uint8Array[] => Array.from(Buffer.from(text), (byte) => Uint8Array.of(byte))

/** Sources of every kind that say the same. */
export const SOURCES: readonly { readonly name: string; readonly source: () => Source }[] = [
  { name: 'strings of an async generator', source: () => strings() },
  { name: 'a function that makes one', source: () => strings },
  { name: 'a function that promises one', source: () => async () => strings() },
  {
    name: 'drafts',
    source: async function* () {
      yield { text: 'Hél' }
      yield { text: 'lo 👋' }
    } as () => Source,
  },
  {
    name: 'events of the protocol',
    source: async function* () {
      for (const frame of WHOLE.trim().split('\n\n')) yield JSON.parse(frame.slice(6))
    } as () => Source,
  },
  { name: 'a Node stream of text', source: () => Readable.from(['Hél', 'lo 👋']) },
  { name: 'a Node stream of bytes that are text, cut in a character', source: () => Readable.from(bytewise(TEXT)) },
  { name: 'a Node stream of bytes that are an event stream', source: () => Readable.from([Buffer.from(WHOLE)]) },
  { name: 'an event stream byte by byte', source: () => Readable.from(bytewise(WHOLE)) },
  { name: 'a Web stream of text', source: () => webStream([BYTES.subarray(0, 2), BYTES.subarray(2)]) },
  { name: 'a Web stream of an event stream', source: () => webStream([new TextEncoder().encode(WHOLE)]) },
]
