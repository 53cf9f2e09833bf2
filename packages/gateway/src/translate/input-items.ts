import type { JsonObject } from '@strict-responses/core'
import { invalid, unsupported } from '../errors/api-error.js'
import { filled, isObject } from '../json.js'
import { flatName } from './namespaces.js'
import type { TranslateContext } from './translation.js'

/** One entry of `input`, and where it stands: `input[3]`. */
export interface InputItem {
  readonly type: string
  readonly item: JsonObject
  readonly path: string
}

/** What each kind of item becomes at a backend. */
export type ItemHandlers = Readonly<Record<string, (item: JsonObject, path: string) => void>>

/** What a hosted tool did: the message after it has told what it found. */
const TOLD: ReadonlySet<string> = new Set([
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'mcp_list_tools',
  'mcp_call',
  'tool_search_call',
  'tool_search_output',
])

/** Items whose content is at the server that made them. */
const STORED: ReadonlySet<string> = new Set(['item_reference', 'compaction', 'compaction_summary'])

/** Sends each item of `input` to its handler; what no handler takes is reported where it only repeats, else refused. */
export function readInput(input: unknown, handlers: ItemHandlers, { report }: TranslateContext): void {
  for (const { type, item, path } of inputItems(input)) {
    const handle = Object.hasOwn(handlers, type) ? handlers[type] : undefined
    if (handle) handle(item, path)
    else if (TOLD.has(type)) report('gateway/dropped-item', `${path} (${type}) was not passed on`)
    else if (STORED.has(type))
      throw unsupported(`Items of type \`${type}\` are not supported: the backend keeps no responses.`, `${path}.type`)
    else throw unsupported(`Items of type \`${type}\` are not supported by the backend.`, `${path}.type`)
  }
}

function inputItems(input: unknown): InputItem[] {
  if (typeof input === 'string') return [{ type: 'message', item: { role: 'user', content: input }, path: 'input' }]
  if (!Array.isArray(input)) throw invalid('`input` must be a string or an array of items.', 'input')
  return input.map((item: unknown, index) => {
    const path = `input[${index}]`
    if (!isObject(item)) throw invalid('An input item must be an object.', path)
    const type = filled(item['type']) ?? (item['role'] === undefined ? undefined : 'message')
    if (type === undefined) throw invalid('An input item must have a `type`.', `${path}.type`)
    return { type, item, path }
  })
}

/** A required string of an item. */
export function need(item: JsonObject, field: string, path: string): string {
  const value = item[field]
  if (typeof value !== 'string') throw invalid(`\`${field}\` must be a string.`, `${path}.${field}`)
  return value
}

/** The name of the tool that a past call called, as the backend knows it. */
export function calledName(item: JsonObject, path: string): string {
  return flatName(filled(item['namespace']), need(item, 'name', path))
}
