import type { JsonObject } from '@strict-responses/core'
import { isObject } from '../../json.js'
import { copyFields } from '../fields.js'
import { readIncludes } from '../includes.js'
import { present } from '../present.js'
import { readTextFormat, type TextFormat } from '../text-format.js'
import { readToolChoice } from '../tool-choice.js'
import { type ClientTools, clientTools } from '../tools.js'
import type { Translate } from '../translation.js'
import { chatItems } from './chat-items.js'

/** Turns a Responses request into a Chat Completions request that streams, with usage. */
export const translateToChat: Translate = (request, context) => {
  const { options, report } = context
  const tools = clientTools(request, readToolChoice(request), context)
  const includes = readIncludes(request, ['message.output_text.logprobs'], report)
  const format = readTextFormat(request, report)
  const { reasoning, top_logprobs, max_output_tokens, user, safety_identifier, stop } = request
  const topLogprobs = typeof top_logprobs === 'number' && top_logprobs > 0 ? top_logprobs : undefined
  const logprobs = topLogprobs !== undefined || includes.has('message.output_text.logprobs')
  return present({
    ...copyFields(request, 'chat', context),
    messages: chatItems(request, context),
    ...toolFields(tools, request),
    response_format: format && responseFormat(format),
    reasoning_effort: isObject(reasoning) ? (reasoning['effort'] ?? undefined) : undefined,
    [options.maxTokensField ?? 'max_completion_tokens']: max_output_tokens ?? undefined,
    logprobs: logprobs || undefined,
    top_logprobs: topLogprobs,
    stop: stop ?? undefined,
    user: user ?? safety_identifier ?? undefined,
    stream: true,
    stream_options: { include_usage: true },
  })
}

/** Backends refuse a choice among no tools. */
function toolFields({ tools, choice }: ClientTools, request: JsonObject): JsonObject {
  if (tools.length === 0) return {}
  return {
    tools: tools.map(({ strict, ...tool }) => ({
      type: 'function',
      function: present({ ...tool, strict: strict || undefined }),
    })),
    tool_choice: typeof choice === 'object' ? { type: 'function', function: choice } : choice,
    parallel_tool_calls: request['parallel_tool_calls'] ?? undefined,
  }
}

function responseFormat(format: TextFormat): JsonObject {
  if (format.type === 'json_object') return { type: 'json_object' }
  const { type, ...json_schema } = format
  return { type, json_schema: present(json_schema) }
}
