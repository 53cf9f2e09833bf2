import { asList, asText, filled, isObject, type JsonObject } from '../../json.js'
import { KEEPALIVES } from '../../protocol/aliases.js'
import type { Ending } from '../../protocol/endings.js'
import type { CreateDialect, DialectReader, PassedDelta } from '../dialect.js'
import { isOllamaFrame, OllamaFrames } from '../ollama/ollama.js'
import { Citations } from './annotations.js'
import { createContext, type DialectContext } from './context.js'
import { DeltaReader } from './delta-reader.js'
import { isChatChunk } from './detect.js'
import { errorIn, errorInChoice } from './errors.js'
import { failedDraft, terminalDraft } from './finish.js'
import { FinishReason } from './finish-reason.js'
import { ResponseFields } from './response-fields.js'
import { readUsage } from './usage.js'

export { isChatChunk }

/**
 * Reads Chat Completions chunks, legacy text completions, and Ollama's own frames (see `OllamaFrames`).
 *
 * | upstream | draft |
 * |---|---|
 * | `id` | upstream id, never the response id |
 * | `model`, `created`, `system_fingerprint`, `service_tier` | `response.created`; what comes later goes with the end |
 * | `delta.content`: string, `text` parts; `choices[].text`; `message` where there is no `delta` | `response.output_text.delta` |
 * | `delta.refusal`, `refusal` parts | `response.refusal.delta` |
 * | `delta.reasoning`, `reasoning_content`, `reasoning_text`, text of `reasoning_details` and `thinking_blocks`, `thinking` and `reasoning` parts, `<think>` with `thinkTags` | `response.reasoning_summary_text.delta` or `response.reasoning_text.delta` (option `reasoning`) |
 * | `data` and `signature` of `reasoning_details` and `thinking_blocks`, `signature` of parts | `response.output_item.done` of the reasoning item, with `encrypted_content` |
 * | `delta.tool_calls[].function`, `delta.function_call` | `function_call`: `response.output_item.added`, `response.function_call_arguments.delta` |
 * | the same, for a tool that the request declares as custom | `custom_tool_call`, its one string argument as one `response.custom_tool_call_input.delta` at the end |
 * | `delta.tool_calls[].custom` | `custom_tool_call`: `response.output_item.added`, `response.custom_tool_call_input.delta` |
 * | `delta.annotations`; `citations`, `search_results` | `response.output_text.annotation.added` |
 * | `delta.audio.transcript`, `.data` | `response.audio.transcript.delta`, `response.audio.delta` |
 * | `choices[].logprobs.content` | `logprobs` of the text delta |
 * | `usage`, `x_groq.usage`; the last that counts anything | `usage` of the end |
 * | `finish_reason` `stop`, `tool_calls`, … or an unknown one | `response.completed` |
 * | `finish_reason` `length`, … / `content_filter`, … | `response.incomplete`, `max_output_tokens` / `content_filter` |
 * | `finish_reason` `error`, …; an `error` of any shape | error |
 * | `choices` beyond index 0, image parts, frames of another kind | reported |
 * | content filter results, `obfuscation`, `timings`, … | ignored |
 *
 * The reply ends with `[DONE]`, with Ollama's `done`, with a usage chunk after a finish reason, or with the input; what
 * comes before that counts.
 */
export const createChatCompletions: CreateDialect = (sink, options) => new ChatCompletions(createContext(sink, options))

class ChatCompletions implements DialectReader {
  readonly #context: DialectContext
  readonly #delta: DeltaReader
  readonly #fields: ResponseFields
  readonly #finish: FinishReason
  readonly #citations = new Citations()
  readonly #ollama = new OllamaFrames()
  #usage: JsonObject | undefined
  /** The usage of the chunk read last, and of those that leave without this reader. */
  #said: JsonObject | undefined
  #learned: JsonObject | undefined
  #failure: unknown
  #identified = false
  #announced = false
  #seen = false
  #ended = false

  constructor(context: DialectContext) {
    this.#context = context
    this.#delta = new DeltaReader(context)
    this.#fields = new ResponseFields(context.once)
    this.#finish = new FinishReason(context.once)
  }

  json(data: unknown, event: string | undefined): void {
    // Gemini wraps its errors in an array
    if (Array.isArray(data)) for (const one of data) this.#frame(one, event)
    else this.#frame(data, event)
  }

  learned(): void {
    this.#learned = this.#said
  }

  passed(delta: PassedDelta): void {
    if (this.#learned) this.#usage = this.#learned
    this.#delta.passed(delta)
  }

  done(): void {
    if (this.#seen) this.#complete(this.#finish.ending ?? 'completed')
  }

  end(): void {
    if (this.#finish.ending) this.#complete(this.#finish.ending)
    else this.flush()
  }

  /** The reply was cut: what was held back (half a tag, a call without a name, a custom tool's input) leaves. */
  flush(): void {
    if (!this.#ended) this.#delta.finish(true)
  }

  #frame(data: unknown, event: string | undefined): void {
    const failure = errorIn(data, event)
    const type = isObject(data) ? asText(data['type']) || (event ?? '') : ''
    if (failure === undefined && KEEPALIVES.has(type)) return
    if (this.#ended) {
      this.#context.once('dialect/after-end', 'what came after the end of the reply was dropped')
      return
    }
    this.#failure = failure
    if (isOllamaFrame(data)) this.#ollamaFrame(data)
    else if (isObject(data)) this.#chunk(data)
    else if (this.#failure === undefined) this.#unknown()
    if (this.#failure !== undefined) this.#fail(this.#failure)
  }

  #chunk(chunk: JsonObject): void {
    const { choices } = chunk
    if (!Array.isArray(choices) && this.#failure === undefined && !known(chunk)) {
      this.#unknown()
      return
    }
    // A marker ends a reply, of which a usage or an empty frame says nothing.
    this.#seen ||= Array.isArray(choices)
    if (!this.#identified) this.#identify(filled(chunk['id']))
    this.#fields.read(chunk)
    const usage = readUsage(chunk)
    this.#said = usage
    if (usage) this.#usage = usage
    const list = asList(choices)
    if (list.length > 0) this.#announce()
    for (const choice of list) if (isObject(choice)) this.#choice(choice)
    this.#delta.annotate(this.#citations.read(chunk))
    const { ending } = this.#finish
    if (list.length === 0 && usage && ending && this.#failure === undefined) this.#complete(ending)
  }

  #ollamaFrame(frame: JsonObject): void {
    this.#chunk(this.#ollama.chunkOf(frame))
    if (frame['done'] === true && this.#failure === undefined) this.done()
  }

  #choice(choice: JsonObject): void {
    const { index } = choice
    if (isExtra(index)) {
      this.#context.once('dialect/extra-choice', `choice ${index} was dropped: a response has one reply`)
      return
    }
    this.#delta.read(choice)
    this.#finish.read(choice['finish_reason'])
    this.#failure ??= errorInChoice(choice) ?? this.#finish.failure
  }

  #identify(id: string | undefined): void {
    if (id === undefined) return
    this.#identified = true
    this.#context.sink.upstreamId(id)
  }

  #announce(): void {
    if (this.#announced) return
    const response = this.#fields.take()
    if (Object.keys(response).length === 0) return
    this.#announced = true
    this.#context.sink.draft({ type: 'response.created', response })
  }

  #complete(ending: Ending): void {
    if (this.#ended) return
    this.#delta.finish()
    this.#ended = true
    this.#context.sink.draft(terminalDraft(ending, this.#response()))
  }

  #fail(failure: unknown): void {
    this.flush()
    this.#ended = true
    this.#context.sink.error(failure)
    const failed = failedDraft(this.#response())
    if (failed) this.#context.sink.draft(failed)
  }

  #response(): JsonObject {
    return { ...this.#fields.take(), ...(this.#usage && { usage: this.#usage }) }
  }

  #unknown(): void {
    this.#context.sink.report('dialect/unknown-frame', 'a frame that is no chat chunk was dropped')
  }
}

/** An index that is no number names no other choice: what it stands at belongs to the reply. */
const isExtra = (index: unknown): index is number | string =>
  (typeof index === 'number' || typeof index === 'string') && Math.abs(Number(index)) > 0

/** Chunks without `choices` that are none to report: usage alone, sound without text, empty frames. */
const known = (chunk: JsonObject): boolean =>
  isChatChunk(chunk) ||
  Object.keys(chunk).length === 0 ||
  (typeof chunk['type'] !== 'string' && EXTRAS.some((key) => Object.hasOwn(chunk, key)))

const EXTRAS = ['choices', 'usage', 'citations', 'search_results', 'x_groq'] as const
