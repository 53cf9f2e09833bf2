import { joinBytes } from './join-bytes.js'
import type { JsonObject } from './json.js'
import { createNormalizer, createValueNormalizer, type Normalizer, type ValueNormalizer } from './normalizer.js'
import type { Dialect, NormalizerOptions, Outcome } from './options.js'
import { EMPTY } from './sse/output-buffer.js'

/** How an event stream begins: with a field, a comment, or a line of JSON. */
const FRAMING = /^\uFEFF?\s*(?:(?:data|event|id|retry|error)?\s*:|\{)/
const FIELDS: readonly string[] = ['data', 'event', 'id', 'retry', 'error']

/**
 * Makes a normalizer for whatever a source yields: strings are text, objects are drafts or events, and bytes are text
 * unless they begin as an event stream does. With a named dialect all of it is that dialect's stream.
 *
 * @param options See `NormalizerOptions`.
 * @throws TypeError for options that contradict each other or are not of their type.
 * @example
 * const normalizer = createSourceNormalizer()
 * for await (const value of agent()) client.write(normalizer.take(value))
 * client.end(normalizer.end())
 */
export function createSourceNormalizer(options: NormalizerOptions = {}): ValueNormalizer {
  return new SourceNormalizer(options)
}

class SourceNormalizer implements ValueNormalizer {
  readonly #options: NormalizerOptions
  readonly #decoder = new TextDecoder()
  #normalizer: Normalizer
  /** Set while the source yields values, or text in bytes. */
  #values: ValueNormalizer | undefined
  /** The first bytes, while they are too few to tell; `undefined` once it is known what bytes are. */
  #first: Uint8Array | undefined = EMPTY

  constructor(options: NormalizerOptions) {
    const { dialect = 'auto' } = options
    this.#options = { path: '/v1/responses', ...options }
    if (dialect === 'auto' || dialect === 'text') this.#normalizer = this.#values = createValueNormalizer(this.#options)
    else this.#normalizer = createNormalizer(this.#options)
    if (dialect === 'text') this.#first = undefined
  }

  take(value: unknown): Uint8Array {
    if (!(value instanceof Uint8Array)) {
      if (!this.#values) return this.#normalizer.push(typeof value === 'string' ? value : JSON.stringify(value))
      this.#first = undefined
      return this.#values.take(value)
    }
    return this.push(value)
  }

  push(chunk: Uint8Array | string): Uint8Array {
    if (typeof chunk === 'string') return this.take(chunk)
    const bytes = this.#values && this.#first ? this.#decide(chunk) : chunk
    if (!this.#values) return this.#normalizer.push(bytes)
    return this.#values.take(this.#decoder.decode(bytes, { stream: true }))
  }

  end(): Uint8Array {
    return joinBytes([this.#rest(), this.#normalizer.end()])
  }

  fail(error: unknown): Uint8Array {
    return joinBytes([this.#rest(), this.#normalizer.fail(error)])
  }

  heartbeat(): Uint8Array {
    return this.#normalizer.heartbeat()
  }

  get state(): Normalizer['state'] {
    return this.#normalizer.state
  }

  get outcome(): Outcome | undefined {
    return this.#normalizer.outcome
  }

  get limited(): boolean {
    return this.#normalizer.limited
  }

  get id(): string | undefined {
    return this.#normalizer.id
  }

  get dialect(): Dialect | undefined {
    return this.#normalizer.dialect
  }

  get lastSequenceNumber(): number {
    return this.#normalizer.lastSequenceNumber
  }

  response(): JsonObject {
    return this.#normalizer.response()
  }

  /** Settles what bytes are as soon as they tell; returns those that may be read now. */
  #decide(chunk: Uint8Array): Uint8Array {
    const bytes = joinBytes([this.#first ?? EMPTY, chunk])
    const start = new TextDecoder().decode(bytes.subarray(0, 64), { stream: true })
    if (FRAMING.test(start)) {
      this.#values = undefined
      this.#normalizer = createNormalizer({ ...this.#options, dialect: 'auto' })
    } else if (FIELDS.some((field) => field.startsWith(start.trim()))) {
      this.#first = bytes
      return EMPTY
    }
    this.#first = undefined
    return bytes
  }

  /** The bytes that were too few to tell, and those of a character that was cut. */
  #rest(): Uint8Array {
    const rest = this.#decoder.decode(this.#first)
    this.#first = undefined
    return this.#values?.take(rest) ?? EMPTY
  }
}
