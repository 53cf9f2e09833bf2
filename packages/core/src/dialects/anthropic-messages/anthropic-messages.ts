import { asList, asText, filled, isObject, type JsonObject } from '../../json.js'
import { KEEPALIVES } from '../../protocol/aliases.js'
import { type Ending, endingOf } from '../../protocol/endings.js'
import { createContext } from '../chat-completions/context.js'
import { errorIn, isReal } from '../chat-completions/errors.js'
import { brokenReply, failedDraft, terminalDraft } from '../chat-completions/finish.js'
import type { CreateDialect, DialectReader, PassedDelta } from '../dialect.js'
import { isWholeMessage } from '../json/whole-reply.js'
import type { Block, BlockContext } from './block.js'
import { IMPLIED_BLOCKS, openBlock } from './blocks.js'
import { MessageText } from './message-text.js'
import { mergeUsage, responsesUsage } from './usage.js'

export { isAnthropicEvent } from './detect.js'

/**
 * Reads Anthropic Messages events.
 *
 * | upstream | draft |
 * |---|---|
 * | `message_start` | `response.created` with `model`; `id` is the upstream id; a second one is reported |
 * | with `expandJson`: a whole message | as `message_start` with its content |
 * | `text` blocks; neighbours are one message | `response.output_text.delta` |
 * | `citations_delta` with a `url` | `response.output_text.annotation.added` over the text of its block |
 * | `thinking` | `response.reasoning_summary_text.delta` or `response.reasoning_text.delta` (option `reasoning`) |
 * | `signature_delta`, `redacted_thinking` | `response.output_item.done` of the reasoning item, with `encrypted_content` |
 * | `tool_use`, `input_json_delta` | `function_call`: `response.output_item.added`, `response.function_call_arguments.delta` |
 * | the same, for a tool that the request declares as custom | `custom_tool_call`, its one string argument as one `response.custom_tool_call_input.delta` |
 * | `tool_use` without deltas | the JSON of its `input` as arguments |
 * | `server_tool_use` `web_search`, `web_search_tool_result` | `web_search_call` with `action.query` and `action.sources` |
 * | `mcp_tool_use`, `mcp_tool_result` | `mcp_call` with arguments, then `output` or `error` |
 * | other blocks (code execution, web fetch, compaction, …), citations of documents | reported |
 * | `usage` of `message_start` and `message_delta` | `usage` of the end; cached input counts as input |
 * | `stop_reason` `end_turn`, `stop_sequence`, `tool_use`, `pause_turn`, or an unknown one | `response.completed` |
 * | `stop_reason` `max_tokens`, `model_context_window_exceeded` | `response.incomplete`, `max_output_tokens` |
 * | `stop_reason` `refusal` | `response.incomplete`, `content_filter` |
 * | `error` | error |
 * | `ping` | ignored |
 *
 * `message_stop` ends the reply; where it is missing, a stop reason is evidence enough.
 */
export const createAnthropicMessages: CreateDialect = (sink, options) => {
  const context = createContext(sink, options)
  return new AnthropicMessages({ ...context, message: new MessageText(context), pending: new Map() })
}

class AnthropicMessages implements DialectReader {
  readonly #context: BlockContext
  readonly #blocks = new Map<unknown, Block>()
  #usage: JsonObject | undefined
  #ending: Ending | undefined
  /** The block of the last delta. */
  #latest: Block | undefined
  #started = false
  #seen = false
  #ended = false
  readonly #events: Readonly<Record<string, (event: JsonObject) => void>> = {
    message_start: (event) => this.#messageStart(event),
    content_block_start: (event) => this.#blockStart(event['index'], event['content_block']),
    content_block_delta: (event) => this.#blockDelta(event['index'], event['delta']),
    content_block_stop: (event) => this.#blockStop(event['index'], false),
    message_delta: (event) => this.#messageDelta(event),
    message_stop: () => this.#complete(),
  }

  constructor(context: BlockContext) {
    this.#context = context
  }

  json(data: unknown, event: string | undefined): void {
    const { once, sink } = this.#context
    const type = isObject(data) ? asText(data['type']) || (event ?? '') : ''
    if (KEEPALIVES.has(type) && !(isObject(data) && isReal(data['error']))) return
    if (this.#ended) {
      once('dialect/after-end', 'what came after the end of the reply was dropped')
      return
    }
    const failure = type === 'error' ? data : errorIn(data, event)
    if (failure !== undefined) this.#fail(failure)
    else if (this.#context.options.expandJson && isWholeMessage(data)) this.#messageStart({ message: data })
    else if (isObject(data) && Object.hasOwn(this.#events, type)) this.#events[type]?.(data)
    else sink.report('dialect/unknown-frame', `a frame (${type || 'no type'}) that is no Anthropic event was dropped`)
  }

  done(): void {
    if (this.#seen) this.#complete()
  }

  end(): void {
    if (this.#ending) this.#complete()
    else this.flush()
  }

  passed(delta: PassedDelta): void {
    this.#latest?.passed?.(delta)
  }

  /** The reply was cut: what was held back (citations, a custom tool's input) leaves. */
  flush(): void {
    if (!this.#ended) this.#close(true)
  }

  #close(cut: boolean): void {
    for (const index of [...this.#blocks.keys()]) this.#blockStop(index, cut)
    this.#context.message.endBlock()
  }

  #messageStart({ message }: JsonObject): void {
    const { sink } = this.#context
    if (this.#started) {
      sink.report('dialect/duplicate-message-start', 'a second message_start was dropped')
      return
    }
    this.#seen = this.#started = true
    if (!isObject(message)) return
    const id = filled(message['id'])
    if (id !== undefined) sink.upstreamId(id)
    this.#usage = mergeUsage(this.#usage, message['usage'])
    const model = filled(message['model'])
    if (model !== undefined) sink.draft({ type: 'response.created', response: { model } })
    for (const [at, block] of asList(message['content']).entries()) {
      this.#blockStart(`message ${at}`, block)
      this.#blockStop(`message ${at}`, false)
    }
    this.#stopReason(message['stop_reason'])
  }

  #blockStart(index: unknown, start: unknown): void {
    this.#seen = true
    if (!isObject(start)) return
    const type = asText(start['type'])
    this.#blockStop(index, true)
    if (type !== 'text') this.#context.message.break()
    this.#blocks.set(index, openBlock(start, this.#context))
  }

  #blockDelta(index: unknown, delta: unknown): void {
    if (!isObject(delta)) return
    const type = asText(delta['type'])
    const implied = IMPLIED_BLOCKS[type]
    if (!this.#blocks.has(index) && implied !== undefined) this.#blockStart(index, { type: implied })
    this.#latest = this.#blocks.get(index)
    const take = this.#latest?.on[type]
    if (take) take(delta)
    else this.#context.once('dialect/unknown-delta', `a ${type || 'nameless'} delta that fits no block was dropped`)
  }

  #blockStop(index: unknown, cut: boolean): void {
    const block = this.#blocks.get(index)
    this.#blocks.delete(index)
    block?.stop?.(cut)
  }

  #messageDelta({ delta, usage }: JsonObject): void {
    this.#seen = true
    this.#usage = mergeUsage(this.#usage, usage)
    if (isObject(delta)) this.#stopReason(delta['stop_reason'])
  }

  #stopReason(reason: unknown): void {
    if (typeof reason !== 'string' || reason === '') return
    const ending = endingOf(reason)
    if (ending === undefined) {
      this.#context.once('dialect/unknown-finish-reason', `stop_reason ${reason} is unknown: the response is completed`)
    }
    if (ending === 'error') this.#fail(brokenReply(reason))
    else this.#ending = ending ?? 'completed'
  }

  #complete(): void {
    if (this.#ended) return
    this.#close(false)
    this.#ended = true
    this.#context.sink.draft(terminalDraft(this.#ending ?? 'completed', this.#response()))
  }

  #fail(failure: unknown): void {
    this.flush()
    this.#ended = true
    this.#context.sink.error(failure)
    const failed = failedDraft(this.#response())
    if (failed) this.#context.sink.draft(failed)
  }

  #response(): JsonObject {
    return this.#usage ? { usage: responsesUsage(this.#usage) } : {}
  }
}
