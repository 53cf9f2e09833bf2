import type { JsonObject } from '@strict-responses/core'
import { unsupported } from '../../errors/api-error.js'
import { filled } from '../../json.js'
import { copyFields } from '../fields.js'
import { readIncludes } from '../includes.js'
import { present } from '../present.js'
import { readTextFormat } from '../text-format.js'
import { readToolChoice, type ToolChoice } from '../tool-choice.js'
import { type ClientTools, clientTools } from '../tools.js'
import type { Report, Translate } from '../translation.js'
import { anthropicItems } from './anthropic-items.js'
import { thinkingBudget } from './thinking.js'

/** Turns a Responses request into an Anthropic Messages request that streams. */
export const translateToAnthropic: Translate = (request, context) => {
  const { options, report } = context
  const { tools, choice } = clientTools(request, readToolChoice(request), context)
  const { system, messages } = anthropicItems(request, context)
  readIncludes(request, ['reasoning.encrypted_content'], report)
  const limit = typeof request['max_output_tokens'] === 'number' ? request['max_output_tokens'] : undefined
  const forced = typeof choice === 'object' || choice === 'required'
  const thinking = thinkingBudget({ reasoning: request['reasoning'], maxOutputTokens: limit, forced, messages }, report)
  const { stop, user, safety_identifier } = request
  const user_id = filled(safety_identifier) ?? filled(user)
  return present({
    ...copyFields(request, 'anthropic', context),
    max_tokens: limit ?? (options.defaultMaxTokens ?? 4096) + (thinking ?? 0),
    system: filled(system),
    messages,
    ...toolFields({ tools, choice }, request),
    ...sampling(request, thinking !== undefined, report),
    thinking: thinking === undefined ? undefined : { type: 'enabled', budget_tokens: thinking },
    output_config: outputConfig(request, report),
    stop_sequences: typeof stop === 'string' ? [stop] : (stop ?? undefined),
    metadata: user_id === undefined ? undefined : { user_id },
    stream: true,
  })
}

function toolFields({ tools, choice }: ClientTools, request: JsonObject): JsonObject {
  if (tools.length === 0) return {}
  const oneByOne = request['parallel_tool_calls'] === false && choice !== 'none'
  return {
    tools: tools.map(({ name, description, parameters }) =>
      present({ name, description, input_schema: { ...parameters, type: 'object' } }),
    ),
    tool_choice:
      choice === undefined && !oneByOne
        ? undefined
        : present({ ...toolChoice(choice ?? 'auto'), disable_parallel_tool_use: oneByOne || undefined }),
  }
}

const toolChoice = (choice: NonNullable<ToolChoice['choice']>): JsonObject =>
  typeof choice === 'object' ? { type: 'tool', name: choice.name } : { type: choice === 'required' ? 'any' : choice }

/** Anthropic takes temperatures up to 1, and none at all while it thinks. */
function sampling(request: JsonObject, thinks: boolean, report: Report): JsonObject {
  const { temperature, top_p } = request
  const given = present({
    temperature: typeof temperature === 'number' ? Math.min(temperature, 1) : undefined,
    top_p: typeof top_p === 'number' ? top_p : undefined,
  })
  if (thinks) {
    for (const field of Object.keys(given))
      if (given[field] !== 1)
        report(`gateway/dropped-${field.replace('_', '-')}`, `\`${field}\` was not passed on: the backend thinks`)
    return {}
  }
  if (typeof temperature === 'number' && temperature > 1)
    report('gateway/changed-temperature', `a temperature of ${temperature} went as 1, the backend's highest`)
  return given
}

function outputConfig(request: JsonObject, report: Report): JsonObject | undefined {
  const format = readTextFormat(request, report)
  if (format?.type === 'json_object')
    throw unsupported('The backend has no `json_object` mode; give it a `json_schema`.', 'text.format.type')
  return format && { format: { type: 'json_schema', schema: format.schema } }
}
