import type { JsonObject } from '@strict-responses/core'
import { invalid } from '../../errors/api-error.js'
import { filled, isObject, parseJson } from '../../json.js'
import { contentText, reasoningText } from '../content-parts.js'
import { calledName, type ItemHandlers, need, readInput } from '../input-items.js'
import type { TranslateContext } from '../translation.js'
import { anthropicBlocks } from './anthropic-parts.js'

/** `instructions` and `input` as an Anthropic conversation. */
export interface Conversation {
  /** All instructions: Anthropic has none between two messages. */
  readonly system: string
  readonly messages: readonly JsonObject[]
}

interface Message extends JsonObject {
  readonly role: 'user' | 'assistant'
  readonly content: JsonObject[]
}

/** Turns `instructions` and `input` into a conversation whose roles take turns. */
export function anthropicItems(request: JsonObject, context: TranslateContext): Conversation {
  const system: string[] = []
  const messages: Message[] = []
  const { instructions } = request
  if (typeof instructions === 'string') system.push(instructions)
  else if (instructions !== null && instructions !== undefined)
    throw invalid('`instructions` must be a string.', 'instructions')
  const content = (role: Message['role']): JsonObject[] => {
    const last = messages.at(-1)
    if (last?.role === role) return last.content
    const message: Message = { role, content: [] }
    messages.push(message)
    return message.content
  }
  readInput(request['input'], handlers({ system, content }, context), context)
  return {
    system: system.filter((text) => text !== '').join('\n\n'),
    messages: messages.filter((message) => message.content.length > 0),
  }
}

interface Building {
  readonly system: string[]
  /** The content of the message at hand, if it is of this role, else of a new one. */
  readonly content: (role: Message['role']) => JsonObject[]
}

function handlers({ system, content }: Building, { report }: TranslateContext): ItemHandlers {
  const instruct = (item: JsonObject, path: string): void => {
    system.push(contentText(item['content'], `${path}.content`))
  }
  const say = (role: Message['role']) => (item: JsonObject, path: string) => {
    content(role).push(...anthropicBlocks(item['content'], `${path}.content`))
  }
  const roles: ItemHandlers = { user: say('user'), assistant: say('assistant'), system: instruct, developer: instruct }
  const output = (item: JsonObject, path: string): void => {
    const result = {
      type: 'tool_result',
      tool_use_id: toolId(need(item, 'call_id', path)),
      content: anthropicBlocks(item['output'], `${path}.output`),
    }
    const blocks = content('user')
    // Results come before all else that the user says.
    const at = blocks.findIndex((block) => block['type'] !== 'tool_result')
    blocks.splice(at < 0 ? blocks.length : at, 0, result)
  }
  return {
    message(item, path) {
      const role = String(item['role'])
      const handle = Object.hasOwn(roles, role) ? roles[role] : undefined
      if (!handle) throw invalid(`\`${role}\` is no role of a message.`, `${path}.role`)
      handle(item, path)
    },
    function_call(item, path) {
      const parsed = parseJson(need(item, 'arguments', path) || '{}')
      if (!isObject(parsed))
        report('gateway/invalid-arguments', `${path}.arguments are no JSON object: they went empty`)
      content('assistant').push(toolUse(item, path, isObject(parsed) ? parsed : {}))
    },
    custom_tool_call(item, path) {
      content('assistant').push(toolUse(item, path, { input: need(item, 'input', path) }))
    },
    function_call_output: output,
    custom_tool_call_output: output,
    reasoning(item, path) {
      const sealed = filled(item['encrypted_content'])
      const thinking = reasoningText(item, path)
      if (sealed === undefined) {
        if (thinking !== '') report('gateway/dropped-reasoning', `the reasoning at ${path} has no signature`)
      } else if (thinking === '') content('assistant').push({ type: 'redacted_thinking', data: sealed })
      else content('assistant').push({ type: 'thinking', thinking, signature: sealed })
    },
  }
}

const toolUse = (item: JsonObject, path: string, input: JsonObject): JsonObject => ({
  type: 'tool_use',
  id: toolId(need(item, 'call_id', path)),
  name: calledName(item, path),
  input,
})

/** Anthropic takes only these characters, and other backends' ids have more. */
const toolId = (id: string): string => id.replace(/[^a-zA-Z0-9_-]/g, '_')
