import type { CreateDialect, Draft } from '../../packages/core/src/dialects/dialect.js'
import { isObject, type JsonObject } from '../../packages/core/src/json.js'
import type { NormalizerOptions } from '../../packages/core/src/options.js'

/** One call as its drafts say. */
export interface DraftedCall {
  readonly type: string
  readonly name: string
  readonly callId: unknown
  text: string
}

/** Everything that a reader said. */
export interface Said {
  readonly drafts: Draft[]
  readonly errors: unknown[]
  readonly ids: string[]
  readonly reports: string[]
  /** Text of all deltas of a type, in order. */
  all(type: string): string
  of(type: string): Draft[]
  readonly text: string
  readonly reasoning: string
  readonly calls: DraftedCall[]
  /** The terminal draft, if any. */
  readonly terminal: Draft | undefined
  readonly response: JsonObject
}

const TERMINAL = new Set(['response.completed', 'response.incomplete'])
const CALLS = new Set(['function_call', 'custom_tool_call'])

/** A frame, `[DONE]`, or a frame with an `event:` field. */
export type Input = unknown | '[DONE]' | Named

export class Named {
  readonly event: string
  readonly data: unknown

  constructor(event: string, data: unknown) {
    this.event = event
    this.data = data
  }
}

/** Feeds frames to a fresh reader, then ends it. */
export function draft(create: CreateDialect, frames: readonly Input[], options: NormalizerOptions = {}): Said {
  const drafts: Draft[] = []
  const errors: unknown[] = []
  const ids: string[] = []
  const reports: string[] = []
  const reader = create(
    {
      draft: (event) => drafts.push(event),
      error: (value) => errors.push(value),
      keepalive: () => {},
      upstreamId: (id) => ids.push(id),
      report: (code) => reports.push(code),
    },
    options,
  )
  for (const frame of frames) {
    if (frame === '[DONE]') reader.done()
    else if (frame instanceof Named) reader.json(frame.data, frame.event)
    else reader.json(frame, undefined)
  }
  reader.end()
  const of = (type: string): Draft[] => drafts.filter((one) => one.type === type)
  const all = (type: string): string => of(type).reduce((text, one) => text + String(one['delta']), '')
  const terminal = drafts.find(({ type }) => TERMINAL.has(type))
  return {
    drafts,
    errors,
    ids,
    reports,
    of,
    all,
    text: all('response.output_text.delta'),
    reasoning: all('response.reasoning_summary_text.delta'),
    calls: callsOf(drafts),
    terminal,
    response: isObject(terminal?.['response']) ? terminal['response'] : {},
  }
}

function callsOf(drafts: readonly Draft[]): DraftedCall[] {
  const calls = new Map<unknown, DraftedCall>()
  for (const one of drafts) {
    const { item, output_index: key } = one
    if (one.type === 'response.output_item.added' && isObject(item) && CALLS.has(String(item['type']))) {
      if (calls.has(key)) throw new Error(`item ${key} was added twice`)
      calls.set(key, { type: String(item['type']), name: String(item['name']), callId: item['call_id'], text: '' })
    }
    if (one.type === 'response.function_call_arguments.delta' || one.type === 'response.custom_tool_call_input.delta') {
      const call = calls.get(key)
      if (!call) throw new Error(`arguments came before item ${key}`)
      call.text += one['delta']
    }
  }
  return [...calls.values()]
}

/** A chat chunk with one choice. */
export const chunk = (delta: JsonObject | undefined, more: JsonObject = {}, choice: JsonObject = {}): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'm',
  choices: [{ index: 0, ...(delta && { delta }), finish_reason: null, ...choice }],
  ...more,
})

export const finish = (reason: unknown, delta: JsonObject = {}): JsonObject =>
  chunk(delta, {}, { finish_reason: reason })

export const usage = (usage: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  choices: [],
  usage,
  ...more,
})
