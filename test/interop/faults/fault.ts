import type { Event } from './sse.js'
import { write } from './sse.js'

export interface Call {
  readonly name: string
  readonly arguments: string
}

/** What a client gets from the stream once it is strict; written by hand. */
export interface Said {
  readonly outcome: 'completed' | 'incomplete' | 'failed'
  readonly text: string
  readonly calls: readonly Call[]
  /** The ids of the calls, where the upstream named them. */
  readonly callIds?: readonly string[] | undefined
  readonly reasoning?: string
  readonly refusal?: string
  /** Total tokens; absent where the upstream never said. */
  readonly usage?: number | undefined
  /** Of a failed stream: what its error says. */
  readonly message?: string
}

/** One faulty upstream. */
export interface Fault {
  readonly name: string
  readonly said: Said
  /** What the upstream meant, where the bytes do not prove it. */
  readonly meant: Said
  readonly chunks: readonly (string | Uint8Array)[]
  /** What the upstream does after the last chunk. */
  readonly ending: 'end' | 'hold' | 'destroy'
  readonly contentType: string
  /** A recording in the corpus that has the same fault. */
  readonly recorded?: string
}

type Body = string | readonly Event[] | readonly string[]
export type Options = Partial<Omit<Fault, 'name' | 'said' | 'chunks'>> & { readonly said?: Partial<Said> }

export const WHOLE_TEXT: Said = { outcome: 'completed', text: 'Hello, world!', calls: [], usage: 18 }
export const WHOLE_CALL: Said = {
  outcome: 'completed',
  text: '',
  calls: [{ name: 'get_weather', arguments: '{"city":"Paris"}' }],
  callIds: ['call_e1'],
  usage: 18,
}
/** What the stream says itself when its upstream broke. */
export const CUT = 'The upstream ended the stream before the response was complete.'
/** What it says instead of what nobody may see. */
export const SAFE = 'The server had an error while processing the request.'
export const BROKEN: Said = { outcome: 'failed', text: 'Hello, ', calls: [], message: 'the model exploded' }

const isEvents = (body: readonly Event[] | readonly string[]): body is readonly Event[] => typeof body[0] !== 'string'

/** Makes the rows of one kind. */
export const faultsOf =
  (usual: Said) =>
  (name: string, body: Body, options: Options = {}): Fault => ({
    name,
    ending: 'end',
    contentType: 'text/event-stream',
    meant: { ...usual, ...options.said },
    ...options,
    said: { ...usual, ...options.said },
    chunks: typeof body === 'string' ? [body] : isEvents(body) ? [write(body)] : body,
  })

export const text = faultsOf(WHOLE_TEXT)
export const call = faultsOf(WHOLE_CALL)
export const broken = faultsOf(BROKEN)
