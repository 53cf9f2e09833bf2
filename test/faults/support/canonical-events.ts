type Json = Record<string, unknown>

const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed' }
const call = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'get_weather', status: 'completed' }
const reasoning = { id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Think.' }] }
const text = { type: 'output_text', text: 'Hello', annotations: [] }
const response = { id: 'resp_1', object: 'response', created_at: 1_764_000_000, model: 'm', status: 'in_progress' }

/** A response with reasoning, text and a call, as the events of an upstream: what the tests of security change word by word. */
export const EVENTS: readonly Json[] = [
  { type: 'response.created', response: { ...response, output: [] } },
  { type: 'response.output_item.added', output_index: 0, item: { ...reasoning, summary: [] } },
  {
    type: 'response.reasoning_summary_text.delta',
    item_id: 'rs_1',
    output_index: 0,
    summary_index: 0,
    delta: 'Think.',
  },
  { type: 'response.output_item.done', output_index: 0, item: reasoning },
  { type: 'response.output_item.added', output_index: 1, item: { ...message, content: [], status: 'in_progress' } },
  {
    type: 'response.output_text.delta',
    item_id: 'msg_1',
    output_index: 1,
    content_index: 0,
    delta: 'Hello',
    logprobs: [],
  },
  { type: 'response.output_item.done', output_index: 1, item: { ...message, content: [text] } },
  { type: 'response.output_item.added', output_index: 2, item: { ...call, arguments: '', status: 'in_progress' } },
  { type: 'response.function_call_arguments.delta', item_id: 'fc_1', output_index: 2, delta: '{"city":"Paris"}' },
  { type: 'response.function_call_arguments.done', item_id: 'fc_1', output_index: 2, arguments: '{"city":"Paris"}' },
  { type: 'response.output_item.done', output_index: 2, item: { ...call, arguments: '{"city":"Paris"}' } },
  {
    type: 'response.completed',
    response: {
      ...response,
      status: 'completed',
      output: [reasoning, { ...message, content: [text] }, { ...call, arguments: '{"city":"Paris"}' }],
      usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
    },
  },
]

/** Events as an upstream writes them. */
export const written = (events: readonly unknown[]): string =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('')

/** A way to one value: keys and indexes. */
export type Path = readonly (string | number)[]

/** The way to every value inside of one, itself included. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value)
  return [path, ...keys.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key]))]
}

/** The value at a path. */
export const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner: unknown, key) => Reflect.get(inner as object, key), value)

/** A copy with another value at a path. */
export function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return by
  const copy = structuredClone(value) as object
  Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, by))
  return copy
}
