import { isObject, type JsonObject } from '../json.js'

/**
 * Open Responses has no custom tools: a `custom_tool_call` becomes a `function_call` whose arguments are
 * `{"input": …}`, streamed as they come.
 */
export class CustomToolCalls {
  readonly #begun = new Set<unknown>()

  /** The event as it is with functions alone; events of anything else are returned as they are. */
  convert(event: JsonObject): JsonObject {
    switch (event['type']) {
      case 'response.custom_tool_call_input.delta':
        return {
          ...event,
          type: 'response.function_call_arguments.delta',
          delta: this.#begin(event) + escaped(event['delta']),
        }
      case 'response.custom_tool_call_input.done': {
        const { input, ...rest } = event
        return { ...rest, type: 'response.function_call_arguments.done', arguments: whole(input) }
      }
      case 'response.output_item.added':
        return withItem(event, (input) =>
          input === '' || typeof input !== 'string' ? '' : `{"input":"${escaped(input)}`,
        )
      case 'response.output_item.done':
        return withItem(event, whole)
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed': {
        const { response } = event
        if (!isObject(response) || !Array.isArray(response['output'])) return event
        const output = response['output'].map((item) => (isObject(item) ? asFunction(item, whole) : item))
        return { ...event, response: { ...response, output } }
      }
      default:
        return event
    }
  }

  /** What comes before the first character of a call's input. */
  #begin(event: JsonObject): string {
    const call = event['output_index'] ?? event['item_id']
    if (this.#begun.has(call)) return ''
    this.#begun.add(call)
    return '{"input":"'
  }
}

const escaped = (text: unknown): string => (typeof text === 'string' ? JSON.stringify(text).slice(1, -1) : '')

const whole = (input: unknown): string | undefined =>
  typeof input === 'string' ? JSON.stringify({ input }) : undefined

function withItem(event: JsonObject, write: (input: unknown) => string | undefined): JsonObject {
  return isObject(event['item']) ? { ...event, item: asFunction(event['item'], write) } : event
}

function asFunction(item: JsonObject, write: (input: unknown) => string | undefined): JsonObject {
  if (item['type'] !== 'custom_tool_call') return item
  const { input, ...rest } = item
  const text = write(input)
  return { ...rest, type: 'function_call', ...(text === undefined ? {} : { arguments: text }) }
}
