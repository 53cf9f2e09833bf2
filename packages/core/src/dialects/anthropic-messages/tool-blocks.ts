import { asText, filled, isObject, type JsonObject } from '../../json.js'
import { ToolCall } from '../chat-completions/tool-call.js'
import type { Block, OpenBlock } from './block.js'

/** The JSON of the input that a block started with. Without deltas it is all there is: `{}` where a tool takes nothing. */
const inputOf = (start: JsonObject): string => {
  const { input } = start
  return input === undefined || input === null ? '{}' : JSON.stringify(input)
}

/** `tool_use`: a function call, or a custom tool call where the request declares one. */
export const openToolUse: OpenBlock = (start, context) => {
  const call = new ToolCall(context, 'function')
  call.id = filled(start['id'])
  call.name = filled(start['name'])
  call.otherwise(inputOf(start))
  call.add('')
  return {
    on: { input_json_delta: (delta) => call.add(asText(delta['partial_json'])) },
    passed: (delta) => call.args.push(delta.text()),
    stop: (cut) => call.finish(cut),
  }
}

/** `server_tool_use`: Responses can say a web search; other tools of Anthropic's servers have no item. */
export const openServerToolUse: OpenBlock = (start, context) => {
  if (start['name'] === 'web_search') return openWebSearch(start, context)
  return openUnsupported({ type: `server_tool_use ${asText(start['name'])}` }, context)
}

const openWebSearch: OpenBlock = (start, { allot, pending, sink }) => {
  const output_index = allot()
  let json = ''
  const item = (status: string, more: JsonObject = {}): JsonObject => ({
    type: 'web_search_call',
    status,
    action: { type: 'search', query: queryOf(json || inputOf(start)), ...more },
  })
  return {
    on: {
      input_json_delta(delta) {
        json += asText(delta['partial_json'])
      },
    },
    stop(cut) {
      if (cut) return
      sink.draft({ type: 'response.output_item.added', output_index, item: item('in_progress') })
      pending.set(asText(start['id']), ({ content }) => {
        const done = Array.isArray(content)
          ? item('completed', { sources: content.filter(isObject).flatMap(source) })
          : item('failed')
        sink.draft({ type: 'response.output_item.done', output_index, item: done })
      })
    },
  }
}

const source = ({ url }: JsonObject): JsonObject[] => (filled(url) === undefined ? [] : [{ type: 'url', url }])

function queryOf(json: string): string {
  try {
    const input: unknown = JSON.parse(json)
    return isObject(input) ? asText(input['query']) : ''
  } catch {
    return ''
  }
}

/** `mcp_tool_use`: an MCP call; its result closes it. */
export const openMcpToolUse: OpenBlock = (start, { allot, pending, sink }) => {
  const output_index = allot()
  const call = { type: 'mcp_call', name: asText(start['name']), server_label: asText(start['server_name']) }
  sink.draft({ type: 'response.output_item.added', output_index, item: { ...call, arguments: '' } })
  let streamed = false
  const send = (delta: string): void => {
    if (delta !== '') sink.draft({ type: 'response.mcp_call_arguments.delta', output_index, delta })
  }
  pending.set(asText(start['id']), (result) => {
    const output = outputText(result['content'])
    const failed = result['is_error'] === true
    const item = {
      ...call,
      status: failed ? 'failed' : 'completed',
      output: failed ? null : output,
      error: failed ? output : null,
    }
    sink.draft({ type: 'response.output_item.done', output_index, item })
  })
  return {
    on: {
      input_json_delta(delta) {
        streamed ||= asText(delta['partial_json']) !== ''
        send(asText(delta['partial_json']))
      },
    },
    stop(cut) {
      if (!streamed && !cut) send(inputOf(start))
    },
  }
}

function outputText(content: unknown): string {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((part) => (isObject(part) ? asText(part['text']) : '')).join('') : ''
}

/** A result block: closes the call that it belongs to. */
export const openResult: OpenBlock = (start, context) => {
  const id = asText(start['tool_use_id'])
  const close = context.pending.get(id)
  if (!close) return openUnsupported(start, context)
  context.pending.delete(id)
  close(start)
  return { on: {} }
}

/** A block that Responses has no item for. */
export const openUnsupported: OpenBlock = (start, { sink }): Block => {
  sink.report(
    'dialect/unsupported-block',
    `a block of type ${asText(start['type'])} has no place in a response: it was dropped`,
  )
  return { on: IGNORED }
}

const ignore = (): void => {}

/** Deltas of a dropped block go with it. */
const IGNORED: Block['on'] = { input_json_delta: ignore, compaction_delta: ignore, text_delta: ignore }
