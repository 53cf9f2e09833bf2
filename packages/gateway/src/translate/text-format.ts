import type { JsonObject } from '@strict-responses/core'
import { invalid, unsupported } from '../errors/api-error.js'
import { filled, isObject } from '../json.js'
import type { Report } from './translation.js'

/** The form that the text must have. */
export type TextFormat =
  | { readonly type: 'json_object' }
  | {
      readonly type: 'json_schema'
      readonly name: string
      readonly schema: JsonObject
      readonly description: string | undefined
      readonly strict: boolean | undefined
    }

/** Reads `text.format`; `undefined` is plain text. `text.verbosity` is a hint. */
export function readTextFormat(request: JsonObject, report: Report): TextFormat | undefined {
  const { text } = request
  if (!isObject(text)) return undefined
  if (filled(text['verbosity']) !== undefined && text['verbosity'] !== 'medium')
    report('gateway/dropped-verbosity', '`text.verbosity` was not passed on')
  const { format } = text
  if (!isObject(format) || format['type'] === 'text') return undefined
  if (format['type'] === 'json_object') return { type: 'json_object' }
  if (format['type'] !== 'json_schema')
    throw unsupported(`Text of format \`${String(format['type'])}\` is not supported.`, 'text.format.type')
  const { schema, strict } = format
  if (!isObject(schema)) throw invalid('`text.format.schema` must be an object.', 'text.format.schema')
  return {
    type: 'json_schema',
    name: filled(format['name']) ?? 'response',
    schema,
    description: filled(format['description']),
    strict: typeof strict === 'boolean' ? strict : undefined,
  }
}
