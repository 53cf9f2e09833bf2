import { isObject, type JsonObject } from '../json.js'
import { addressOf, type Router } from './router.js'

const OPENING = '{"input":"'

/**
 * The event as Open Responses has it, which knows no custom tools: a `custom_tool_call` becomes a `function_call` whose
 * arguments are `{"input": …}`, streamed as they come. Events of anything else are returned as they are.
 */
export function withoutCustomTools(event: JsonObject, router: Router): JsonObject {
  switch (event['type']) {
    case 'response.custom_tool_call_input.delta':
      return { ...event, type: 'response.function_call_arguments.delta', delta: nextArguments(event, router) }
    case 'response.custom_tool_call_input.done': {
      const { input, ...rest } = event
      return { ...rest, type: 'response.function_call_arguments.done', arguments: whole(input) }
    }
    case 'response.output_item.added':
      return withItem(event, (input) =>
        input === '' || typeof input !== 'string' ? '' : `${OPENING}${escaped(input)}`,
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

/** The next piece of a call's arguments; the first has the opening before it. */
function nextArguments(event: JsonObject, router: Router): string {
  const text = escaped(event['delta'])
  const item = router.find(addressOf(event), ({ type, done }) => type === 'function_call' && !done)
  const call = item?.own
  // A first delta that repeats what the announcement held begins anew.
  const begins = !call || (!call.streamed && (call.held === '' || call.held.startsWith(OPENING + text)))
  return begins ? OPENING + text : text
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
