import { asText, isObject, type JsonObject } from '../../json.js'
import type { PassedDelta } from '../dialect.js'
import { readAnnotations } from './annotations.js'
import { Audio } from './audio.js'
import { type ContentSink, readContent } from './content.js'
import type { DialectContext } from './context.js'
import { readLogprobs } from './logprobs.js'
import { Reasoning } from './reasoning.js'
import { readReasoning } from './reasoning-fields.js'
import { ThinkTags } from './think-tags.js'
import { ARGUMENT_DELTAS } from './tool-call.js'
import { ToolCalls } from './tool-calls.js'

/** Turns what choice 0 says into drafts: one message, its reasoning, its tool calls. */
export class DeltaReader {
  readonly #context: DialectContext
  readonly #reasoning: Reasoning
  readonly #tools: ToolCalls
  readonly #tags: ThinkTags | undefined
  readonly #audio: Audio
  readonly #content: ContentSink
  #message: number | undefined
  /** Of the chunk at hand; they go with its text only if that leaves in one piece. */
  #logprobs: JsonObject[] | undefined
  #pushed = ''
  /** Whether a chunk had a `delta`: a `message` after that repeats what was streamed. */
  #streamed = false

  constructor(context: DialectContext) {
    this.#context = context
    this.#reasoning = new Reasoning(context)
    this.#tools = new ToolCalls(context)
    this.#audio = new Audio(context, (transcript) => this.#say('response.output_text.delta', transcript))
    const tags = new ThinkTags({
      text: (delta) => {
        if (delta !== this.#pushed) this.#logprobs = undefined
        this.#text(delta)
      },
      reasoning: (delta) => this.#reasoning.text(delta),
    })
    this.#tags = context.options.thinkTags ? tags : undefined
    this.#content = {
      text: (delta) => {
        this.#pushed = delta
        if (this.#tags && !this.#tags.over) this.#tags.push(delta)
        else this.#text(delta)
      },
      refusal: (delta) => this.#say('response.refusal.delta', delta),
      reasoning: (delta) => this.#reasoning.text(delta),
      seal: (signature) => this.#reasoning.seal(signature),
      once: context.once,
    }
  }

  /** Reads one entry of `choices`. */
  read(choice: JsonObject): void {
    const { delta, message } = choice
    if (choice['logprobs'] !== null && choice['logprobs'] !== undefined) {
      this.#logprobs = readLogprobs(choice['logprobs'], this.#context.once)
    }
    if (isObject(delta)) {
      this.#streamed = true
      this.#read(delta)
    } else if (isObject(message)) this.#read(this.#streamed ? this.#unsaid(message) : message)
    else if (typeof choice['text'] === 'string') this.#content.text(choice['text'])
    this.#logprobs = undefined
  }

  /** Text like that of the chunk read last has left already. */
  passed(delta: PassedDelta): void {
    if (ARGUMENT_DELTAS.has(delta.type)) this.#tools.passed(delta.text())
  }

  annotate(annotations: readonly JsonObject[]): void {
    for (const annotation of annotations) {
      const type = 'response.output_text.annotation.added'
      this.#context.sink.draft({ type, output_index: this.#messageKey(), annotation })
    }
  }

  /** The reply is whole, or was cut: what is held leaves. */
  finish(cut = false): void {
    this.#tags?.flush()
    this.#tools.finish(cut)
  }

  #read(delta: JsonObject): void {
    readReasoning(delta, this.#reasoning, this.#context)
    const { content, refusal } = delta
    if (content !== undefined && content !== null) readContent(content, this.#content)
    if (typeof refusal === 'string') this.#content.refusal(refusal)
    if (isObject(delta['tool_calls']) || Array.isArray(delta['tool_calls']) || isObject(delta['function_call'])) {
      this.#tools.read(delta)
    }
    if (Array.isArray(delta['annotations'])) this.annotate(readAnnotations(delta['annotations'], this.#context.once))
    if (isObject(delta['audio'])) this.#audio.read(delta['audio'])
    if (Array.isArray(delta['images'])) {
      this.#context.once(
        'dialect/unsupported-part',
        'images of a chat reply have no place in a response: they were dropped',
      )
    }
  }

  /** A whole message at the end of streamed deltas: only the kinds that were not streamed are new. */
  #unsaid(message: JsonObject): JsonObject {
    const rest: JsonObject = { ...message }
    const drop = (...fields: string[]): void => {
      for (const field of fields) delete rest[field]
    }
    if (this.#message !== undefined) drop('content', 'refusal', 'annotations')
    if (this.#reasoning.used)
      drop('reasoning', 'reasoning_content', 'reasoning_text', 'reasoning_details', 'thinking_blocks')
    if (this.#tools.used) drop('tool_calls', 'function_call')
    if (this.#audio.used) drop('audio')
    if (asText(message['content']) !== asText(rest['content'])) {
      this.#context.once('dialect/repeated-message', 'a whole message after its deltas was dropped')
    }
    return rest
  }

  #text(delta: string): void {
    this.#say('response.output_text.delta', delta)
  }

  #say(type: string, delta: string): void {
    if (delta === '') return
    const output_index = this.#messageKey()
    const logprobs = this.#logprobs
    this.#logprobs = undefined
    const { sink } = this.#context
    if (logprobs && type === 'response.output_text.delta') sink.draft({ type, output_index, delta, logprobs })
    else sink.draft({ type, output_index, delta })
  }

  #messageKey(): number {
    this.#message ??= this.#context.allot()
    return this.#message
  }
}
