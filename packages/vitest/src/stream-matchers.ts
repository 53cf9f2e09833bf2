import type { CheckOptions } from '@strict-responses/core'
import { toBeStrictStream } from './to-be-strict-stream.js'
import { toHaveOutputText } from './to-have-output-text.js'
import { toHaveToolCall } from './to-have-tool-call.js'

/**
 * What `expect` gains. Each takes a fetch `Response`, a reply of supertest or of fastify's `inject`, text, bytes, or an async
 * iterable of them; each is to be awaited, and several may look at the same object.
 */
export interface StreamMatchers {
  /**
   * The stream is strict: `checkStream` finds nothing; a reply also has a 2xx status and is an event stream.
   *
   * @param options What the route is wrapped with, as far as it changes what is strict, e.g. `{ done: false }`.
   * @throws TypeError for what is no stream, with `.not` too.
   * @example
   * await expect(await fetch(url, init)).toBeStrictStream()
   */
  toBeStrictStream(options?: CheckOptions): Promise<void>
  /**
   * The text of the response, as in the SDK's `output_text`, is this, or matches it. Streams that are not strict have one too.
   *
   * @example
   * await expect(reply).toHaveOutputText('The capital of France is Paris.')
   */
  toHaveOutputText(expected: string | RegExp): Promise<void>
  /**
   * The response calls a tool of this name; with `input`, one whose arguments equal it.
   *
   * @param input The parsed arguments of a function, or the text of a custom tool; asymmetric matchers may stand in it.
   * @example
   * await expect(reply).toHaveToolCall('get_weather', { city: expect.any(String) })
   */
  toHaveToolCall(name: string, input?: unknown): Promise<void>
}

/** The matchers themselves, for an `expect` other than the global one: `expect.extend(streamMatchers)`. */
export const streamMatchers: {
  readonly toBeStrictStream: typeof toBeStrictStream
  readonly toHaveOutputText: typeof toHaveOutputText
  readonly toHaveToolCall: typeof toHaveToolCall
} = { toBeStrictStream, toHaveOutputText, toHaveToolCall }
