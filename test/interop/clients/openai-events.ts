import type { Call } from '../faults/fault.js'
import type { Draft } from './client.js'

/** As much of OpenAI's types as both major versions share. */
interface Item {
  readonly type?: string
  readonly name?: string
  readonly arguments?: string
  readonly status?: string | null
  readonly call_id?: string
  readonly content?: readonly { readonly type?: string; readonly text?: string; readonly refusal?: string }[]
}

export interface FinalResponse {
  readonly status?: string | undefined
  readonly output?: readonly Item[] | undefined
  readonly usage?: { readonly total_tokens?: number } | null | undefined
  readonly error?: { readonly message?: string } | null | undefined
}

export interface AnyEvent {
  readonly type?: string
  readonly delta?: unknown
  readonly message?: string | undefined
  readonly item?: Item
  readonly response?: FinalResponse
}

// Both major versions have types of their own; what they hand over need not be of either.
export const eventOf = (event: object): AnyEvent => (event ?? {}) as AnyEvent
export const responseOf = (response: object): FinalResponse => response as FinalResponse

/** What one event of the loop adds. */
export function take(draft: Draft, event: AnyEvent): void {
  const delta = typeof event.delta === 'string' ? event.delta : ''
  if (event.type === 'response.output_text.delta') draft.streamed += delta
  else if (event.type === 'response.refusal.delta') draft.refusal += delta
  else if (event.type?.startsWith('response.reasoning') && event.type.endsWith('.delta')) draft.reasoning += delta
  else if (event.type === 'error') draft.notice = event.message ?? ''
  else if (event.type === 'response.failed') draft.notice = event.response?.error?.message ?? ''
}

/** Takes the calls that a user would run. */
export function takeCalls(draft: Draft, items: readonly Item[]): void {
  const good = items.filter(({ type, status }) => type === 'function_call' && status !== 'incomplete')
  const calls: Call[] = good.map((item) => ({ name: item.name ?? '', arguments: item.arguments ?? '' }))
  draft.calls = [...draft.calls, ...calls]
  draft.callIds = [...draft.callIds, ...good.map((item) => item.call_id ?? '')]
}

/** What the final Response says, apart from calls. */
export function conclude(draft: Draft, response: FinalResponse): void {
  const parts = (response.output ?? []).flatMap((item) => item.content ?? [])
  draft.text = parts.map((part) => (part.type === 'output_text' ? (part.text ?? '') : '')).join('')
  draft.usage = response.usage?.total_tokens
  draft.finish = response.status
}
