import type { AgentDraft } from './agent/draft.js'
import { clientClosed } from './client-closed.js'
import type { JsonObject } from './json.js'
import type { Normalizer } from './normalizer.js'
import type { NormalizerOptions } from './options.js'
import { createSourceNormalizer } from './source-normalizer.js'

/** What a source may yield: text, drafts, events of any dialect, parts of the AI SDK, or the bytes of a stream. */
export type SourceValue =
  | string
  | Uint8Array
  | AgentDraft
  | JsonObject
  | { readonly type: string }
  | { readonly object: string }

/** An async iterable (a Node stream is one), or a Web stream. */
export type SourceStream = AsyncIterable<SourceValue> | ReadableStream<SourceValue>

/** An agent: a stream, or a function that makes one and is told when the client leaves. */
export type Source =
  | SourceStream
  | ((context: { readonly signal: AbortSignal }) => SourceStream | PromiseLike<SourceStream>)

/** Options of `streamResponse`: the normalizer's, and how the source is told to stop. */
export interface StreamResponseOptions extends NormalizerOptions {
  /** Aborts the source when it aborts. */
  readonly signal?: AbortSignal | undefined
  /** Gets the normalizer of the stream, for heartbeats and snapshots. */
  readonly onStart?: ((normalizer: Normalizer) => void) | undefined
}

/**
 * Turns what an agent yields into a strict stream.
 *
 * A thrown error becomes a failed stream (`onError` gets it, the client does not); when the reader stops early the
 * source's `return()` is called and its `signal` aborts.
 *
 * @param source An async iterable, a Web or Node stream, or `({ signal }) => iterable`.
 * @param options See `NormalizerOptions`.
 * @example
 * async function* agent() {
 *   yield 'The weather is '
 *   yield { toolCall: { name: 'get_weather', arguments: { city: 'Paris' } } }
 *   yield { usage: { input_tokens: 12, output_tokens: 9 } }
 * }
 * for await (const bytes of streamResponse(agent())) process.stdout.write(bytes)
 */
export async function* streamResponse(
  source: Source,
  options: StreamResponseOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { signal, onStart, ...rest } = options
  const stop = new AbortController()
  const abort = (): void => stop.abort(signal?.reason)
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort, { once: true })
  const normalizer = createSourceNormalizer(rest)
  onStart?.(normalizer)
  try {
    for await (const value of iterate(typeof source === 'function' ? await source({ signal: stop.signal }) : source)) {
      const bytes = normalizer.take(value)
      if (bytes.length > 0) yield bytes
      if (normalizer.state === 'done') return
    }
    const bytes = normalizer.end()
    if (bytes.length > 0) yield bytes
  } catch (error) {
    const bytes = normalizer.fail(error)
    if (bytes.length > 0) yield bytes
  } finally {
    signal?.removeEventListener('abort', abort)
    stop.abort()
    normalizer.fail(clientClosed())
  }
}

/** Web streams are no async iterables everywhere yet. */
async function* iterate(source: SourceStream): AsyncGenerator<SourceValue, void, undefined> {
  if (Symbol.asyncIterator in source) return yield* source
  const reader = (source as ReadableStream<SourceValue>).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}
