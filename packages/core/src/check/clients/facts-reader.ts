import { asList, asObject, isObject, type JsonObject } from '../../json.js'
import { EVENTS } from '../../protocol/events.js'
import { ITEMS } from '../../protocol/items.js'
import type { CheckFrame } from '../framing.js'

import type { ClientFact } from './facts.js'

interface Item {
  readonly type: unknown
  done: boolean
}

/** OpenAI sends these, but has not published them: clients do not know them. */
const UNPUBLISHED = /^response\.apply_patch_call_operation_diff\./

/** Reads frames for what no rule of the checker is about. */
export class FactsReader {
  readonly found: Map<ClientFact, { readonly line: number; readonly type?: string }> = new Map()
  readonly #items = new Map<unknown, Item>()
  /** Ids and indexes of what streamed. */
  readonly #streamed = new Set<unknown>()
  readonly #indexes = new Set<unknown>()
  #created = false
  #terminal = false
  #error = false
  #failed = false
  #spoke = false
  #line = 1
  #type: string | undefined

  feed(frame: CheckFrame): void {
    this.#line = frame.line
    const data = objectIn(frame.data)
    if (frame.cut) this.#add(data || frame.data === '[DONE]' ? 'open-frame' : 'cut-frame')
    if (!data) return
    const own = typeof data['type'] === 'string' ? data['type'] : undefined
    this.#type = own
    if (own !== undefined) this.#event(own, data, frame.event)
    else if (frame.event?.startsWith('response.')) this.#add('type-in-event-line')
    else if ('error' in data) this.#untypedError()
    else this.#add(this.#created ? 'untyped' : 'untyped-first')
  }

  end(): void {
    if (this.#failed && !this.#error) this.#add('failed-alone')
    if (this.#terminal || this.#error) return
    const whole = this.#items.size > 0 && [...this.#items.values()].every(({ done }) => done)
    if (this.#items.size > 0 && !whole) this.#add('cut')
    const calls = [...this.#items.values()].some(({ type }) => type === 'function_call')
    if (this.#spoke || !calls) this.#add('cut-text')
  }

  #untypedError(): void {
    this.#error = true
    this.#add('error-untyped')
  }

  #event(type: string, data: JsonObject, event: string | undefined): void {
    if (type === 'response.created' && this.#terminal) this.#add('second-response')
    if (type === 'response.created') this.#created = true
    if (type.startsWith('response.') && (!Object.hasOwn(EVENTS, type) || UNPUBLISHED.test(type)))
      this.#add('unknown-event')
    if (type === 'response.refusal.delta') this.#add('refusal')
    if (type === 'response.reasoning_text.delta') this.#add('reasoning-text')
    if (type === 'response.output_item.added' || type === 'response.output_item.done') this.#item(type, data)
    if (type.endsWith('.delta')) this.#delta(type, data)
    if (type === 'response.output_text.done' && data['text'] !== '' && !this.#isStreamed(data))
      this.#add('text-without-delta')
    if (type === 'error') {
      this.#error = true
      if (event === undefined && !isObject(data['error'])) this.#add('error-unnamed')
    }
    if (EVENTS[type]?.role === 'terminal') this.#end(type, data)
  }

  #item(type: string, data: JsonObject): void {
    const item = asObject(data['item'])
    const id = item['id']
    const key = id ?? data['output_index']
    const done = type.endsWith('.done')
    if (typeof item['type'] === 'string' && !Object.hasOwn(ITEMS, item['type'])) this.#add('unknown-item')
    if (typeof id !== 'string') this.#add('item-without-id')
    if (typeof id !== 'string' && item['type'] !== 'function_call') this.#add('message-without-id')
    if (item['type'] === 'function_call' && typeof item['call_id'] !== 'string') this.#add('call-without-call-id')
    this.#indexes.add(data['output_index'])
    const known = this.#items.get(key) ?? this.#byIndex(data)
    if (known) known.done ||= done
    else this.#items.set(key, { type: item['type'], done })
    if (!done || item['type'] !== 'function_call') return
    if (item['status'] === undefined) this.#add('call-without-status')
    const says = typeof item['arguments'] === 'string' && item['arguments'] !== ''
    if (says && !this.#isStreamed({ item_id: id, output_index: data['output_index'] }))
      this.#add('arguments-without-delta')
  }

  /** The only item there is, where ids rotate. */
  #byIndex({ output_index }: JsonObject): Item | undefined {
    return this.#items.size === 1 && output_index === 0 ? [...this.#items.values()][0] : undefined
  }

  #isStreamed({ item_id, output_index }: JsonObject): boolean {
    return (
      (item_id !== undefined && this.#streamed.has(item_id)) ||
      (output_index !== undefined && this.#streamed.has(output_index))
    )
  }

  #delta(type: string, data: JsonObject): void {
    const { item_id, output_index } = data
    this.#streamed.add(item_id).add(output_index)
    if (type !== 'response.output_text.delta') return
    this.#spoke = true
    if (!this.#items.has(item_id) && !this.#indexes.has(output_index)) this.#add('text-before-item')
  }

  #end(type: string, data: JsonObject): void {
    this.#terminal = true
    if (type === 'response.incomplete') this.#add('incomplete')
    if (type === 'response.failed') {
      this.#failed = true
      if (!this.#error) this.#add('failed-first')
    }
    if (type !== 'response.completed') return
    if ([...this.#items.values()].some((item) => item.type === 'function_call' && !item.done))
      this.#add('call-not-done')
    const response = asObject(data['response'])
    const output: readonly unknown[] = asList(response['output'])
    if (this.#spoke && Array.isArray(response['output']) && !output.some(isMessage)) this.#add('text-not-in-output')
    const calls = output.filter((item) => isObject(item) && item['type'] === 'function_call')
    if (calls.length > 0 && this.#items.size === 0) this.#add('call-in-output-only')
  }

  #add(fact: ClientFact): void {
    if (!this.found.has(fact))
      this.found.set(fact, { line: this.#line, ...(this.#type !== undefined && { type: this.#type }) })
  }
}

const isMessage = (item: unknown): boolean => isObject(item) && item['type'] === 'message'

function objectIn(data: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(data ?? '')
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
