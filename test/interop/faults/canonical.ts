import type { Event } from './sse.js'

const RESPONSE = {
  id: 'resp_67c9a1',
  object: 'response',
  created_at: 1790000000,
  status: 'in_progress',
  background: false,
  completed_at: null,
  error: null,
  frequency_penalty: 0,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  model: 'test-model-1',
  output: [],
  parallel_tool_calls: true,
  presence_penalty: 0,
  previous_response_id: null,
  prompt_cache_key: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  service_tier: 'default',
  store: true,
  temperature: 1,
  text: { format: { type: 'text' }, verbosity: 'medium' },
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
  usage: null,
  user: null,
}

export const USAGE = {
  input_tokens: 11,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 18,
}

/** The Response as `response.created` has it, with what a fault changes. */
export const opened = (change: object = {}): object => ({ ...RESPONSE, ...change })

/** The Response as `response.completed` has it. */
export const closed = (output: readonly unknown[], change: object = {}): object => ({
  ...RESPONSE,
  status: 'completed',
  completed_at: 1790000002,
  output,
  usage: USAGE,
  ...change,
})

interface Written {
  readonly events: readonly Event[]
  readonly item: object
}

interface Content {
  readonly stem: 'output_text' | 'refusal' | 'reasoning_text'
  readonly field: 'text' | 'refusal'
  readonly part: (text: string) => object
  readonly extra?: object
}

const TEXT_PART: Content = {
  stem: 'output_text',
  field: 'text',
  part: (text) => ({ type: 'output_text', text, annotations: [], logprobs: [] }),
  extra: { logprobs: [] },
}
const REFUSAL_PART: Content = { stem: 'refusal', field: 'refusal', part: (refusal) => ({ type: 'refusal', refusal }) }
const REASONING_PART: Content = {
  stem: 'reasoning_text',
  field: 'text',
  part: (text) => ({ type: 'reasoning_text', text }),
}

function withContent(index: number, bare: { id: string }, kind: Content, deltas: readonly string[]): Written {
  const text = deltas.join('')
  const where = { item_id: bare.id, output_index: index, content_index: 0 }
  const whole = { ...bare, ...('status' in bare ? { status: 'completed' } : {}), content: [kind.part(text)] }
  return {
    item: whole,
    events: [
      { type: 'response.output_item.added', output_index: index, item: bare },
      { type: 'response.content_part.added', ...where, part: kind.part('') },
      ...deltas.map((delta) => ({ type: `response.${kind.stem}.delta`, ...where, delta, ...kind.extra })),
      { type: `response.${kind.stem}.done`, ...where, [kind.field]: text, ...kind.extra },
      { type: 'response.content_part.done', ...where, part: kind.part(text) },
      { type: 'response.output_item.done', output_index: index, item: whole },
    ],
  }
}

const MESSAGE = { type: 'message', status: 'in_progress', role: 'assistant', content: [] }

export const message = (deltas: readonly string[], index = 0): Written =>
  withContent(index, { id: `msg_${index}a1`, ...MESSAGE }, TEXT_PART, deltas)

export const refusal = (deltas: readonly string[], index = 0): Written =>
  withContent(index, { id: `msg_${index}b1`, ...MESSAGE }, REFUSAL_PART, deltas)

export const reasoningText = (deltas: readonly string[], index = 0): Written =>
  withContent(
    index,
    { id: `rs_${index}c1`, ...{ type: 'reasoning', summary: [], content: [] } },
    REASONING_PART,
    deltas,
  )

export function reasoningSummary(deltas: readonly string[], index = 0): Written {
  const text = deltas.join('')
  const where = { item_id: `rs_${index}d1`, output_index: index, summary_index: 0 }
  const bare = { id: where.item_id, type: 'reasoning', summary: [] }
  const whole = { ...bare, summary: [{ type: 'summary_text', text }] }
  return {
    item: whole,
    events: [
      { type: 'response.output_item.added', output_index: index, item: bare },
      { type: 'response.reasoning_summary_part.added', ...where, part: { type: 'summary_text', text: '' } },
      ...deltas.map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...where, delta })),
      { type: 'response.reasoning_summary_text.done', ...where, text },
      { type: 'response.reasoning_summary_part.done', ...where, part: { type: 'summary_text', text } },
      { type: 'response.output_item.done', output_index: index, item: whole },
    ],
  }
}

export function functionCall(name: string, callId: string, deltas: readonly string[], index = 0): Written {
  const where = { item_id: `fc_${index}e1`, output_index: index }
  const bare = {
    id: where.item_id,
    type: 'function_call',
    status: 'in_progress',
    arguments: '',
    call_id: callId,
    name,
  }
  const whole = { ...bare, status: 'completed', arguments: deltas.join('') }
  return {
    item: whole,
    events: [
      { type: 'response.output_item.added', output_index: index, item: bare },
      ...deltas.map((delta) => ({ type: 'response.function_call_arguments.delta', ...where, delta })),
      { type: 'response.function_call_arguments.done', ...where, arguments: whole.arguments, name },
      { type: 'response.output_item.done', output_index: index, item: whole },
    ],
  }
}

/** Numbers events from 0, the number right after the type. */
export const numbered = (events: readonly Event[]): Event[] =>
  events.map(({ type, sequence_number, ...rest }, i) => ({ type, sequence_number: i, ...rest }))

/** A whole strict stream, without `[DONE]`, as OpenAI sends it. */
export const stream = (...items: readonly Written[]): Event[] =>
  numbered([
    { type: 'response.created', response: opened() },
    { type: 'response.in_progress', response: opened() },
    ...items.flatMap((item) => item.events),
    { type: 'response.completed', response: closed(items.map((item) => item.item)) },
  ])

export const TEXT_DELTAS = ['Hello', ', ', 'world', '!'] as const
export const CALL_DELTAS = ['{"', 'city', '":"', 'Paris', '"}'] as const

export const TEXT: readonly Event[] = stream(message(TEXT_DELTAS))
export const CALL: readonly Event[] = stream(functionCall('get_weather', 'call_e1', CALL_DELTAS))
export const REFUSAL: readonly Event[] = stream(refusal(['I cannot', ' help.']))
