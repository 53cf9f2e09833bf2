import type { AgentDraft } from './agent/draft.js'
import type { JsonObject } from './json.js'
import { createNormalizer, createValueNormalizer, type Normalizer } from './normalizer.js'
import type { NormalizerOptions } from './options.js'

/** What a source may yield: text, drafts, events of any dialect, parts of the AI SDK, or the bytes of a stream. */
export type SourceValue = string | Uint8Array | AgentDraft | JsonObject

/** An agent: an async iterable (or Web stream), or a function that makes one and is told when the client leaves. */
export type Source =
  | AsyncIterable<SourceValue>
  | ReadableStream<SourceValue>
  | ((context: { readonly signal: AbortSignal }) => AsyncIterable<SourceValue> | ReadableStream<SourceValue>)

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
  let reading: Reading | undefined
  try {
    for await (const value of iterate(typeof source === 'function' ? source({ signal: stop.signal }) : source)) {
      reading ??= start(value, rest, onStart)
      const bytes = reading.take(value)
      if (bytes.length > 0) yield bytes
      if (reading.normalizer.state === 'done') return
    }
    reading ??= start('', rest, onStart)
    const bytes = reading.normalizer.end()
    if (bytes.length > 0) yield bytes
  } catch (error) {
    reading ??= start('', rest, onStart)
    const bytes = reading.normalizer.fail(error)
    if (bytes.length > 0) yield bytes
  } finally {
    signal?.removeEventListener('abort', abort)
    stop.abort()
  }
}

interface Reading {
  readonly normalizer: Normalizer
  take(value: SourceValue): Uint8Array
}

/** Bytes in an event stream's own framing are read as one, other bytes are text. */
const FRAMING = /^\uFEFF?\s*(?:data|event|id|retry|error)?\s*:|^\s*\{/

function start(first: SourceValue, options: NormalizerOptions, onStart: StreamResponseOptions['onStart']): Reading {
  const named = options.dialect !== undefined && options.dialect !== 'auto' && options.dialect !== 'text'
  if (first instanceof Uint8Array || (named && typeof first === 'string')) {
    const framed =
      named || (first instanceof Uint8Array && FRAMING.test(new TextDecoder().decode(first.subarray(0, 64))))
    const normalizer = createNormalizer({ path: '/v1/responses', ...options, ...(framed ? {} : { dialect: 'text' }) })
    onStart?.(normalizer)
    return {
      normalizer,
      take: (value) =>
        normalizer.push(value instanceof Uint8Array || typeof value === 'string' ? value : JSON.stringify(value)),
    }
  }
  const normalizer = createValueNormalizer(options)
  const decoder = new TextDecoder()
  onStart?.(normalizer)
  return {
    normalizer,
    take: (value) => normalizer.take(value instanceof Uint8Array ? decoder.decode(value, { stream: true }) : value),
  }
}

/** Web streams are no async iterables everywhere yet. */
async function* iterate(
  source: AsyncIterable<SourceValue> | ReadableStream<SourceValue>,
): AsyncGenerator<SourceValue, void, undefined> {
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
