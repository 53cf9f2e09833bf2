import type { JsonObject } from '../../json.js'
import { SHELL_OUTPUT } from './calls.js'
import type { FieldContext } from './context.js'
import { string } from './scalars.js'
import { INVALID, object, type Shape } from './shape.js'

/** Progress events whose fields have fields of their own. */
const PROGRESS: Readonly<Record<string, Shape>> = {
  'response.shell_call_output_content.delta': object({}, { delta: object({}, { stdout: string, stderr: string }) }),
  'response.shell_call_output_content.done': object({}, { output: SHELL_OUTPUT }),
}

/** The progress of a server's tool as the schema wants it. */
export function completeProgress(event: JsonObject, context: FieldContext): JsonObject {
  const type = String(event['type'])
  const shape = Object.hasOwn(PROGRESS, type) ? PROGRESS[type] : undefined
  const fitted = shape?.fit(event, '', context.report)
  return fitted === undefined || fitted === INVALID ? event : (fitted as JsonObject)
}
