import type { JsonObject } from '@strict-responses/core'
import { chatContent } from './chat-parts.js'

interface ToolCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

/**
 * Builds the messages of a chat request.
 *
 * A Responses conversation is a list of items, a chat is a list of turns: what the model said between two turns of others
 * is one message, and the results of its calls follow it at once.
 */
export class ChatMessages {
  readonly #messages: JsonObject[] = []
  /** The model's turn, while it lasts. */
  #turn: JsonObject | undefined
  /** Images of tool results, which a tool message cannot hold. */
  #images: JsonObject[] = []

  /** What somebody other than the model said. Neighbouring instructions are one message: many templates take only that. */
  say(role: string, parts: readonly JsonObject[]): void {
    this.#endTurn()
    const content = chatContent(parts)
    const last = this.#messages.at(-1)
    if (
      role !== 'user' &&
      last?.['role'] === role &&
      typeof content === 'string' &&
      typeof last['content'] === 'string'
    )
      last['content'] += `\n\n${content}`
    else this.#messages.push({ role, content })
  }

  /** Text of the model. */
  answer(text: string): void {
    const { content, tool_calls } = this.#turn ?? {}
    if (this.#turn && typeof content === 'string' && !tool_calls) this.#endTurn()
    const turn = this.#assistant()
    turn['content'] = typeof turn['content'] === 'string' ? `${turn['content']}\n${text}` : text
  }

  /** What the model thought before it went on. */
  think(field: string, text: string): void {
    const turn = this.#assistant()
    turn[field] = typeof turn[field] === 'string' ? `${turn[field]}\n${text}` : text
  }

  call({ id, name, arguments: args }: ToolCall): void {
    const turn = this.#assistant()
    const calls = Array.isArray(turn['tool_calls']) ? turn['tool_calls'] : []
    turn['tool_calls'] = [...calls, { id, type: 'function', function: { name, arguments: args } }]
  }

  /** The result of a call: straight after the turn that made it, whatever the client put between. */
  result(id: string, text: string, images: readonly JsonObject[]): void {
    this.#turn = undefined
    const message = { role: 'tool', tool_call_id: id, content: text === '' && images.length > 0 ? '[image]' : text }
    let at = this.#messages.findIndex((one) => makesCall(one, id)) + 1
    if (at === 0) at = this.#messages.length
    while (this.#messages[at]?.['role'] === 'tool') at++
    this.#messages.splice(at, 0, message)
    this.#images.push(...images)
  }

  /** The messages, whole. */
  take(): JsonObject[] {
    this.#endTurn()
    // Thinking alone is no turn.
    return this.#messages.filter((one) => one['role'] !== 'assistant' || one['content'] !== null || one['tool_calls'])
  }

  #assistant(): JsonObject {
    if (!this.#turn) {
      this.#endTurn()
      this.#turn = { role: 'assistant', content: null }
      this.#messages.push(this.#turn)
    }
    return this.#turn
  }

  #endTurn(): void {
    this.#turn = undefined
    if (this.#images.length > 0) this.#messages.push({ role: 'user', content: this.#images })
    this.#images = []
  }
}

function makesCall(message: JsonObject, id: string): boolean {
  const calls = message['tool_calls']
  return Array.isArray(calls) && calls.some((call: JsonObject) => call['id'] === id)
}
