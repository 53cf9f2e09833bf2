import { asList, asText, filled, isObject, type JsonObject } from '../../json.js'
import type { DialectContext } from './context.js'
import type { Reasoning } from './reasoning.js'

/** Fields that hold reasoning as a string; servers that send several say the same in each. */
const FIELDS = ['reasoning_content', 'reasoning', 'reasoning_text'] as const

/** Entries of `reasoning_details` (OpenRouter) and `thinking_blocks` (LiteLLM): where their text is, and what seals it. */
const ENTRIES: Readonly<Record<string, readonly [textField: string, sealField: string]>> = {
  'reasoning.text': ['text', 'signature'],
  'reasoning.summary': ['summary', 'signature'],
  'reasoning.encrypted': ['', 'data'],
  thinking: ['thinking', 'signature'],
  redacted_thinking: ['', 'data'],
}

/** Only ids that name a reasoning item are ids; `reasoning-text-1` or a tool call's are not. */
const ITEM_ID = /^rs_/

/** Sends the reasoning of a delta, once, however many fields say it. */
export function readReasoning(delta: JsonObject, reasoning: Reasoning, context: DialectContext): void {
  const said = distinct(delta)
  const details = delta['reasoning_details'] ?? delta['thinking_blocks']
  if (!Array.isArray(details) || details.length === 0) {
    for (const one of said) reasoning.text(one)
    return
  }
  const rows = details.filter(isObject)
  const detailed = rows.map(textOf).join('')
  const repeated = detailed === '' || said.includes(detailed)
  if (said.length > 0 && !repeated) {
    context.once(
      'dialect/reasoning-details',
      'reasoning_details said something else than the reasoning beside it, which counts',
    )
  }
  const [first] = rows
  if (said.length > 0) for (const one of said) reasoning.text(one, first && idOf(first))
  for (const row of rows) {
    if (said.length === 0) reasoning.text(textOf(row), idOf(row))
    reasoning.seal(asText(row[rowOf(row)[1]]), idOf(row))
  }
}

function distinct(delta: JsonObject): readonly string[] {
  let said: string[] | undefined
  for (const field of FIELDS) {
    const value = delta[field]
    if (typeof value !== 'string' || value === '' || said?.includes(value)) continue
    if (said) said.push(value)
    else said = [value]
  }
  return said ?? []
}

const rowOf = (row: JsonObject): readonly [string, string] => ENTRIES[asText(row['type'])] ?? ['text', 'data']

const textOf = (row: JsonObject): string => asText(row[rowOf(row)[0]])

function idOf(row: JsonObject): string | undefined {
  const id = filled(row['id'])
  return id !== undefined && ITEM_ID.test(id) ? id : undefined
}

/** Text of a thinking part: a string, or parts of its own (Mistral). */
export function thinkingText(thinking: unknown): string {
  if (typeof thinking === 'string') return thinking
  return asList(thinking)
    .map((part) => (isObject(part) ? asText(part['text']) : asText(part)))
    .join('')
}
