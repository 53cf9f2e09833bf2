import { createAnthropicMessages, isAnthropicEvent } from '../dialects/anthropic-messages/anthropic-messages.js'
import { createChatCompletions, isChatChunk } from '../dialects/chat-completions/chat-completions.js'
import type { DialectReader, DraftSink } from '../dialects/dialect.js'
import { createResponses, isResponsesEvent } from '../dialects/responses.js'
import { asObject, isObject, type JsonObject } from '../json.js'
import type { NormalizerOptions } from '../options.js'
import { isAiSdkPart, takeAiSdkPart, usageOf } from './ai-sdk.js'
import { AgentItems } from './items.js'

/** AI SDK finish reasons that cut the reply. */
const CUT: Readonly<Record<string, string>> = { length: 'max_output_tokens', 'content-filter': 'content_filter' }

/**
 * Reads what an agent yields: strings, drafts (`AgentDraft`), parts of the AI SDK's `fullStream`, Responses events, chat
 * chunks, Anthropic events. The end of the source is the end of a whole reply.
 */
export const createAgent = (sink: DraftSink, options: NormalizerOptions): DialectReader => new Agent(sink, options)

class Agent implements DialectReader {
  readonly #sink: DraftSink
  readonly #options: NormalizerOptions
  readonly #items: AgentItems
  /** The reader of a dialect, from its first value on. */
  #reader: DialectReader | undefined
  #usage: JsonObject | undefined
  #incomplete: string | undefined

  constructor(sink: DraftSink, options: NormalizerOptions) {
    this.#sink = sink
    this.#options = options
    this.#items = new AgentItems(sink, options.reasoning ?? 'summary')
  }

  json(value: unknown): void {
    if (typeof value === 'string') return this.#items.text(value)
    if (!isObject(value))
      return this.#sink.report(
        'agent/unknown',
        `a ${value === null ? 'null' : typeof value} is nothing that an agent may yield: it was dropped`,
      )
    const reader = this.#readerOf(value)
    if (reader) return reader.json(value, undefined)
    if (isAiSdkPart(value)) return this.#part(value)
    this.#draft(value)
  }

  done(): void {
    this.#reader?.done()
  }

  end(): void {
    if (this.#reader) return this.#reader.end()
    const incomplete = this.#incomplete
    const usage = this.#usage && { usage: this.#usage }
    if (incomplete === undefined)
      this.#sink.draft({ type: 'response.completed', response: { status: 'completed', ...usage } })
    else
      this.#sink.draft({
        type: 'response.incomplete',
        response: { status: 'incomplete', incomplete_details: { reason: incomplete }, ...usage },
      })
  }

  flush(): void {
    this.#reader?.flush?.()
  }

  #readerOf(value: JsonObject): DialectReader | undefined {
    if (isResponsesEvent(value, undefined) || (value['type'] === 'error' && 'message' in value))
      this.#reader ??= createResponses(this.#sink, this.#options)
    else if (isChatChunk(value)) this.#reader ??= createChatCompletions(this.#sink, this.#options)
    else if (isAnthropicEvent(value)) this.#reader ??= createAnthropicMessages(this.#sink, this.#options)
    else return undefined
    return this.#reader
  }

  #part(part: JsonObject): void {
    const end = takeAiSdkPart(part, this.#items)
    if (!end) return
    // An exception is the agent's own business; only what was declared in API form may be shown.
    if (end.error instanceof Error) throw end.error
    if (end.error !== undefined) return this.#sink.error(end.error)
    if (isObject(end.usage)) this.#usage = usageOf(end.usage)
    this.#incomplete = CUT[end.finishReason ?? '']
  }

  #draft(draft: JsonObject): void {
    let known = false
    for (const [key, take] of Object.entries(this.#takers)) {
      if (draft[key] === undefined) continue
      known = true
      take(draft[key])
    }
    if (!known)
      this.#sink.report(
        'agent/unknown',
        `an object with the keys ${Object.keys(draft).slice(0, 5).join(', ')} is nothing that an agent may yield: it was dropped`,
      )
  }

  readonly #takers: Readonly<Record<string, (value: unknown) => void>> = {
    response: (value) => this.#sink.draft({ type: 'response.created', response: asObject(value) }),
    reasoning: (value) => this.#items.reasoning(String(value)),
    text: (value) => this.#items.text(String(value)),
    refusal: (value) => this.#items.refusal(String(value)),
    annotation: (value) => this.#items.annotation(value),
    toolCall: (value) => {
      if (!isObject(value)) return this.#sink.report('agent/unknown', 'toolCall is no object: it was dropped')
      const { name, callId, more } = value
      this.#items.call(
        typeof callId === 'string' ? callId : undefined,
        typeof name === 'string' ? name : undefined,
        value['arguments'],
        more === true,
      )
    },
    item: (value) => this.#items.item(asObject(value)),
    usage: (value) => {
      if (isObject(value)) this.#usage = usageOf(value)
    },
    incomplete: (value) => {
      this.#incomplete = String(value)
    },
    error: (value) => this.#sink.error(value),
  }
}
