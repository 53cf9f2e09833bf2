import type { JsonObject } from '@strict-responses/core'
import { invalid } from '../../errors/api-error.js'
import { filled } from '../../json.js'
import { contentText, reasoningText } from '../content-parts.js'
import { calledName, type ItemHandlers, need, readInput } from '../input-items.js'
import type { TranslateContext } from '../translation.js'
import { ChatMessages } from './chat-messages.js'
import { chatParts } from './chat-parts.js'

/** `instructions` and `input` as the messages of a chat. */
export function chatItems(request: JsonObject, context: TranslateContext): JsonObject[] {
  const messages = new ChatMessages()
  const { instructions } = request
  if (typeof instructions === 'string') {
    if (instructions !== '') messages.say('system', [{ type: 'text', text: instructions }])
  } else if (instructions !== null && instructions !== undefined)
    throw invalid('`instructions` must be a string.', 'instructions')
  readInput(request['input'], handlers(messages, context), context)
  return messages.take()
}

function handlers(messages: ChatMessages, { options, report }: TranslateContext): ItemHandlers {
  const roles: Readonly<Record<string, string>> = {
    user: 'user',
    system: 'system',
    developer: options.developerRole ?? 'system',
  }
  const output = (item: JsonObject, path: string): void => {
    const parts = chatParts(item['output'], `${path}.output`)
    const images = parts.filter((part) => part['type'] !== 'text')
    if (images.length > 0)
      report('gateway/moved-tool-image', `what is not text in ${path}.output went into a message of its own`)
    messages.result(need(item, 'call_id', path), contentText(item['output'], `${path}.output`), images)
  }
  return {
    message(item, path) {
      const role = String(item['role'])
      if (role === 'assistant') return messages.answer(contentText(item['content'], `${path}.content`))
      const known = Object.hasOwn(roles, role) ? roles[role] : undefined
      if (known === undefined) throw invalid(`\`${role}\` is no role of a message.`, `${path}.role`)
      messages.say(known, chatParts(item['content'], `${path}.content`))
    },
    function_call(item, path) {
      const { arguments: args } = item
      messages.call({
        id: need(item, 'call_id', path),
        name: calledName(item, path),
        arguments: typeof args === 'string' ? args : JSON.stringify(args ?? {}),
      })
    },
    custom_tool_call(item, path) {
      const input = JSON.stringify({ input: need(item, 'input', path) })
      messages.call({ id: need(item, 'call_id', path), name: calledName(item, path), arguments: input })
    },
    function_call_output: output,
    custom_tool_call_output: output,
    reasoning(item, path) {
      const text = reasoningText(item, path)
      const field = options.replayReasoning ?? 'reasoning_content'
      if (field !== false && text !== '') messages.think(field, text)
      else if (text !== '' || filled(item['encrypted_content']) !== undefined)
        report('gateway/dropped-reasoning', `the reasoning at ${path} was not passed on`)
    },
  }
}
