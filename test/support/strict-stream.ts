/** Strict streams written by hand, to hold up against the checker and to break on purpose. */

export interface Event {
  type: string
  sequence_number?: unknown
  [key: string]: unknown
}

type Json = Record<string, unknown>

const ID = 'resp_strict'

/** A Response object with every field of both schemas. */
export function response(more: Json = {}): Json {
  return {
    id: ID,
    object: 'response',
    created_at: 1_764_000_000,
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
    model: 'strict-1',
    output: [],
    parallel_tool_calls: true,
    presence_penalty: 0,
    previous_response_id: null,
    prompt_cache_key: null,
    reasoning: { effort: null, summary: null },
    safety_identifier: null,
    service_tier: 'default',
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_logprobs: 0,
    top_p: 1,
    truncation: 'disabled',
    usage: null,
    ...more,
  }
}

export const usage = (): Json => ({
  input_tokens: 3,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 8,
})

/** An item in the making: its events, given its place, and the item as it is done. */
type ItemMaker = (output_index: number) => { events: Event[]; done: Json }

const added = (output_index: number, item: Json): Event => ({ type: 'response.output_item.added', output_index, item })
const finished = (output_index: number, item: Json): Event => ({
  type: 'response.output_item.done',
  output_index,
  item,
})
const annotation = (index: number): Json => ({
  type: 'url_citation',
  url: `https://example.com/${index}`,
  title: 'Example',
  start_index: 0,
  end_index: 1,
})

const TEXT = { delta: 'response.output_text.delta', done: 'response.output_text.done', field: 'text' }
const REFUSAL = { delta: 'response.refusal.delta', done: 'response.refusal.done', field: 'refusal' }
const THOUGHT = { delta: 'response.reasoning_text.delta', done: 'response.reasoning_text.done', field: 'text' }
const SUMMARY = {
  delta: 'response.reasoning_summary_text.delta',
  done: 'response.reasoning_summary_text.done',
  field: 'text',
}

interface PartOptions {
  readonly names: typeof TEXT
  readonly key: 'content_index' | 'summary_index'
  readonly part: Json
  readonly deltas: readonly string[]
  readonly extra?: Json
  readonly annotations?: number
}

function part(
  at: Json,
  { names, key, part: empty, deltas, extra = {}, annotations = 0 }: PartOptions,
): [Event[], Json] {
  const kind = key === 'content_index' ? 'content_part' : 'reasoning_summary_part'
  const text = deltas.join('')
  const cited = Array.from({ length: annotations }, (_, index) => annotation(index))
  const full = { ...empty, [names.field]: text, ...(annotations > 0 && { annotations: cited }) }
  const events: Event[] = [
    { type: `response.${kind}.added`, ...at, part: empty },
    ...deltas.map((delta) => ({ type: names.delta, ...at, delta, ...extra })),
    ...cited.map((entry, annotation_index) => ({
      type: 'response.output_text.annotation.added',
      ...at,
      annotation_index,
      annotation: entry,
    })),
    { type: names.done, ...at, [names.field]: text, ...extra },
    { type: `response.${kind}.done`, ...at, part: full },
  ]
  return [events, full]
}

interface MessagePart {
  readonly text?: readonly string[]
  readonly refusal?: readonly string[]
  readonly annotations?: number
}

/** A message of text and refusals. */
export function message(parts: readonly MessagePart[], id = 'msg_1', status = 'completed'): ItemMaker {
  return (output_index) => {
    const made = parts.map(({ text, refusal, annotations }, content_index) => {
      const at = { item_id: id, output_index, content_index }
      const key = 'content_index' as const
      if (refusal) return part(at, { names: REFUSAL, key, part: { type: 'refusal', refusal: '' }, deltas: refusal })
      const empty = { type: 'output_text', text: '', annotations: [], logprobs: [] }
      const more = { extra: { logprobs: [] }, ...(annotations && { annotations }) }
      return part(at, { names: TEXT, key, part: empty, deltas: text ?? [], ...more })
    })
    const base = { id, type: 'message', role: 'assistant' }
    const done = { ...base, status, content: made.map(([, full]) => full) }
    const first = added(output_index, { ...base, status: 'in_progress', content: [] })
    return { events: [first, ...made.flatMap(([events]) => events), finished(output_index, done)], done }
  }
}

/** A reasoning item with summary parts, content parts, or neither. */
export function reasoning(summary: readonly string[], content: readonly string[] = [], id = 'rs_1'): ItemMaker {
  return (output_index) => {
    const parts = (texts: readonly string[], key: PartOptions['key'], names: typeof TEXT, type: string) =>
      texts.map((text, index) =>
        part(
          { item_id: id, output_index, [key]: index },
          { names, key, part: { type, text: '' }, deltas: [text.slice(0, 2), text.slice(2)] },
        ),
      )
    const summaries = parts(summary, 'summary_index', SUMMARY, 'summary_text')
    const contents = parts(content, 'content_index', THOUGHT, 'reasoning_text')
    const filled = (list: typeof contents): Json[] => list.map(([, full]) => full)
    const more = content.length > 0 ? { content: filled(contents) } : {}
    const done = { id, type: 'reasoning', summary: filled(summaries), ...more }
    const events = [...summaries, ...contents].flatMap(([list]) => list)
    return {
      events: [added(output_index, { id, type: 'reasoning', summary: [] }), ...events, finished(output_index, done)],
      done,
    }
  }
}

/** An item whose text stands in a field of its own. */
function call(
  empty: Json,
  event: string,
  field: string,
  deltas: readonly string[],
  more: Json = {},
  status = true,
): ItemMaker {
  return (output_index) => {
    const at = { item_id: empty['id'], output_index }
    const text = deltas.join('')
    const done = { ...empty, [field]: text, ...(status && { status: 'completed' }) }
    const events: Event[] = [
      added(output_index, { ...empty, [field]: '', ...(status && { status: 'in_progress' }) }),
      ...deltas.map((delta) => ({ type: `response.${event}.delta`, ...at, delta })),
      { type: `response.${event}.done`, ...at, [field]: text, ...more },
      finished(output_index, done),
    ]
    return { events, done }
  }
}

export function functionCall(
  deltas: readonly string[],
  id = 'fc_1',
  call_id = `call_${id}`,
  name = 'get_weather',
): ItemMaker {
  return call({ id, type: 'function_call', call_id, name }, 'function_call_arguments', 'arguments', deltas, { name })
}

export function customCall(deltas: readonly string[], id = 'ctc_1'): ItemMaker {
  const empty = { id, type: 'custom_tool_call', call_id: `call_${id}`, name: 'run' }
  return call(empty, 'custom_tool_call_input', 'input', deltas, {}, false)
}

export function mcpCall(deltas: readonly string[], id = 'mcp_1'): ItemMaker {
  const empty = { id, type: 'mcp_call', server_label: 'docs', name: 'find', error: null, output: null }
  const made = call(empty, 'mcp_call_arguments', 'arguments', deltas)
  return states(made, 'response.mcp_call.in_progress', 'response.mcp_call.completed')
}

export function codeCall(deltas: readonly string[], id = 'ci_1'): ItemMaker {
  const empty = { id, type: 'code_interpreter_call', container_id: 'cntr_1', outputs: [] }
  const made = call(empty, 'code_interpreter_call_code', 'code', deltas)
  return states(made, 'response.code_interpreter_call.in_progress', 'response.code_interpreter_call.completed')
}

export function webSearch(id = 'ws_1'): ItemMaker {
  const action = { type: 'search', query: 'strict', queries: ['strict'] }
  const made: ItemMaker = (output_index) => {
    const done = { id, type: 'web_search_call', status: 'completed', action }
    const first = added(output_index, { id, type: 'web_search_call', status: 'in_progress', action })
    return { events: [first, finished(output_index, done)], done }
  }
  const prefix = 'response.web_search_call'
  return states(made, `${prefix}.in_progress`, `${prefix}.searching`, `${prefix}.completed`)
}

export function patchCall(deltas: readonly string[], id = 'apc_1'): ItemMaker {
  return (output_index) => {
    const at = { item_id: id, output_index }
    const operation = (diff: string): Json => ({ type: 'create_file', path: 'a.md', diff })
    const empty = { id, type: 'apply_patch_call', call_id: `call_${id}` }
    const done = { ...empty, status: 'completed', operation: operation(deltas.join('')) }
    const event = 'response.apply_patch_call_operation_diff'
    const events: Event[] = [
      added(output_index, { ...empty, status: 'in_progress', operation: operation('') }),
      ...deltas.map((delta) => ({ type: `${event}.delta`, ...at, delta })),
      { type: `${event}.done`, ...at, diff: deltas.join('') },
      finished(output_index, done),
    ]
    return { events, done }
  }
}

export function shellCall(commands: readonly string[], id = 'sh_1'): ItemMaker {
  return (output_index) => {
    const action = (list: readonly string[]): Json => ({ commands: list, timeout_ms: null, max_output_length: null })
    const empty = { id, type: 'shell_call', call_id: `call_${id}`, environment: null }
    const done = { ...empty, status: 'completed', action: action(commands) }
    const event = 'response.shell_call_command'
    const body = commands.flatMap((command, command_index): Event[] => [
      { type: `${event}.added`, output_index, command_index, command: '' },
      { type: `${event}.delta`, output_index, command_index, delta: command },
      { type: `${event}.done`, output_index, command_index, command },
    ])
    const first = added(output_index, { ...empty, status: 'in_progress', action: action([]) })
    return { events: [first, ...body, finished(output_index, done)], done }
  }
}

/** Puts the first state event after the item's start and the others before its end. */
function states(made: ItemMaker, first: string, ...last: string[]): ItemMaker {
  return (output_index) => {
    const { events, done } = made(output_index)
    const at = { item_id: done['id'], output_index }
    events.splice(1, 0, { type: first, ...at })
    events.splice(-1, 0, ...last.map((type) => ({ type, ...at })))
    return { events, done }
  }
}

export interface StreamOptions {
  readonly end?: 'completed' | 'incomplete' | 'failed'
  readonly queued?: boolean
  /** Whether an `error` event comes before `response.failed`. */
  readonly error?: boolean
  /** Whether the items run side by side instead of one after the other. */
  readonly interleaved?: boolean
}

const FAILURE = { code: 'server_error', message: 'The model is overloaded.' }

/** The numbered events of a strict stream with these items. */
export function strictEvents(makers: readonly ItemMaker[], options: StreamOptions = {}): Event[] {
  const { end = 'completed', queued = false, error = false, interleaved = false } = options
  const items = makers.map((make, index) => make(index))
  const lists = items.map((item) => item.events)
  const output = items.map((item) => item.done)
  const waiting = queued ? { status: 'queued', background: true } : {}
  const events: Event[] = [
    { type: 'response.created', response: response(waiting) },
    ...(queued ? [{ type: 'response.queued', response: response(waiting) }] : []),
    { type: 'response.in_progress', response: response(queued ? { background: true } : {}) },
    ...(interleaved ? interleave(lists) : lists.flat()),
  ]
  if (error) {
    const fields = { ...FAILURE, param: null }
    events.push({ type: 'error', ...fields, error: { type: 'server_error', ...fields } })
  }
  const ends: Record<string, Json> = {
    completed: { completed_at: 1_764_000_001, usage: usage() },
    incomplete: { incomplete_details: { reason: 'max_output_tokens' }, usage: usage() },
    failed: { error: FAILURE },
  }
  events.push({ type: `response.${end}`, response: response({ status: end, output, ...ends[end] }) })
  return renumber(events)
}

/** One event of each list in turn; the first of every list come first, in order. */
function interleave(lists: readonly Event[][]): Event[] {
  const longest = Math.max(...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat()
}

/** Copies of the events, numbered from `first`. */
export function renumber(events: readonly Event[], first = 0): Event[] {
  return events.map((event, index) => structuredClone({ ...event, sequence_number: first + index }))
}

/** One strict frame. */
export const frame = (event: Event): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

export const DONE = 'data: [DONE]\n\n'

/** The text of a stream. */
export function written(events: readonly Event[], end: string = DONE): string {
  return events.map(frame).join('') + end
}

/** Open Responses' own names. */
export function openResponses(events: readonly Event[]): Event[] {
  return events.map((event) => ({ ...event, type: event.type.replace('.reasoning_text.', '.reasoning.') }))
}

/** A strict stream of every kind, by name. */
export const SCENARIOS: Readonly<Record<string, Event[]>> = {
  text: strictEvents([message([{ text: ['Hel', 'lo ', 'wörld'] }])]),
  'empty text': strictEvents([message([{ text: [] }])]),
  'two parts': strictEvents([message([{ text: ['One', ' and'] }, { text: ['two'] }])]),
  annotations: strictEvents([message([{ text: ['See ', 'there'], annotations: 2 }])]),
  refusal: strictEvents([message([{ refusal: ['I can', 'not'] }])]),
  'function call': strictEvents([functionCall(['{"city":', '"Oslo"}'])]),
  'empty arguments': strictEvents([functionCall([])]),
  'parallel calls': strictEvents([functionCall(['{"a"', ':1}'], 'fc_1'), functionCall(['{"b"', ':2}'], 'fc_2')]),
  interleaved: strictEvents([functionCall(['{"a"', ':1}'], 'fc_1'), message([{ text: ['Hi', '!'] }], 'msg_2')], {
    interleaved: true,
  }),
  'reasoning summary': strictEvents([reasoning(['First thought', 'Second one']), message([{ text: ['So'] }])]),
  'reasoning text': strictEvents([reasoning([], ['Thinking aloud']), message([{ text: ['So'] }])]),
  'bare reasoning': strictEvents([reasoning([]), message([{ text: ['So'] }])]),
  'custom tool': strictEvents([customCall(['print', '(1)'])]),
  mcp: strictEvents([mcpCall(['{"q"', ':1}'])]),
  'code interpreter': strictEvents([codeCall(['1 ', '+ 1'])]),
  'web search': strictEvents([webSearch(), message([{ text: ['Found'] }])]),
  'apply patch': strictEvents([patchCall(['+a', '\n+b'])]),
  shell: strictEvents([shellCall(['ls', 'pwd'])]),
  failed: strictEvents([message([{ text: ['Hel'] }], 'msg_1', 'incomplete')], { end: 'failed', error: true }),
  'failed at once': strictEvents([], { end: 'failed' }),
  incomplete: strictEvents([message([{ text: ['Hel'] }], 'msg_1', 'incomplete')], { end: 'incomplete' }),
  queued: strictEvents([message([{ text: ['Late'] }])], { queued: true }),
  empty: strictEvents([]),
}
