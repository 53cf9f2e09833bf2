import type { Said } from '../adapters/cases/json-replies.js'
import { eventsOf, textOf } from './adapters/strict.js'

interface Item {
  readonly type: string
  readonly arguments?: string
}

interface FinalResponse {
  readonly output: readonly Item[]
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number } | null
}

/** What a strict body says, by its deltas and its final Response. */
export function saidBy(body: string): Said {
  const events = eventsOf(body)
  const last = events.at(-1) ?? {}
  const { output, usage } = last['response'] as FinalResponse
  const added = events.filter((event) => event['type'] === 'response.output_item.added')
  const deltas = events.filter((event) => event['type'] === 'response.function_call_arguments.delta')
  const calls = new Map<unknown, string>()
  for (const { item_id, delta } of deltas) calls.set(item_id, (calls.get(item_id) ?? '') + String(delta))
  return {
    text: textOf(body),
    outcome: String(last['type']).replace('response.', '') as Said['outcome'],
    items: added.length === output.length ? output.map((item) => item.type) : ['not what was added'],
    calls: [...calls.values()],
    ...(usage && { usage: [usage.input_tokens, usage.output_tokens] as const }),
  }
}
