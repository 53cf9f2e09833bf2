import type { JsonObject } from '@strict-responses/core'
import { invalid, unsupported } from '../errors/api-error.js'
import { isObject } from '../json.js'

/** What each kind of content part becomes at a backend. */
export type PartTable = Readonly<Record<string, (part: JsonObject, path: string) => JsonObject>>

/** Parts that are text, wherever they stand, and the field that holds it. */
export const TEXT_PARTS: Readonly<Record<string, string>> = {
  input_text: 'text',
  output_text: 'text',
  text: 'text',
  summary_text: 'text',
  reasoning_text: 'text',
  refusal: 'refusal',
}

/** The text of a part; `undefined` where it is none. */
export function partText(part: JsonObject): string | undefined {
  const field = TEXT_PARTS[String(part['type'])]
  const value = field === undefined ? undefined : part[field]
  return typeof value === 'string' ? value : undefined
}

/** The parts of a `content` or `output`, a string among them. */
export function contentParts(content: unknown, path: string): JsonObject[] {
  if (typeof content === 'string') return [{ type: 'input_text', text: content }]
  if (content === null || content === undefined) return []
  if (!Array.isArray(content)) throw invalid('Content must be a string or an array of parts.', path)
  return content.map((part: unknown, index) => {
    if (!isObject(part)) throw invalid('A content part must be an object.', `${path}[${index}]`)
    return part
  })
}

/** Each part in the backend's words; text by `text`, the rest by the table. */
export function mapParts(
  content: unknown,
  path: string,
  table: PartTable,
  text: (value: string) => JsonObject,
): JsonObject[] {
  return contentParts(content, path).map((part, index) => {
    const value = partText(part)
    if (value !== undefined) return text(value)
    const type = String(part['type'])
    const map = Object.hasOwn(table, type) ? table[type] : undefined
    const place = Array.isArray(content) ? `${path}[${index}]` : path
    if (!map) throw unsupported(`Content of type \`${type}\` is not supported by the backend.`, `${place}.type`)
    return map(part, place)
  })
}

/** The text of all text parts, one to a line. */
export function contentText(content: unknown, path: string): string {
  return contentParts(content, path)
    .flatMap((part) => partText(part) ?? [])
    .join('\n')
}

/** What a reasoning item thought: its text where there is any, else the summary of it. */
export function reasoningText(item: JsonObject, path: string): string {
  return contentText(item['content'], `${path}.content`) || contentText(item['summary'], `${path}.summary`)
}
