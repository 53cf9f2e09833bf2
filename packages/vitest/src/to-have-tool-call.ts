import type { JsonObject } from '@strict-responses/core'
import { outputOf } from './output.js'
import type { Verdict } from './verdict.js'

/** Where a call of each type has what it was called with. */
const INPUTS: Readonly<Record<string, string>> = { function_call: 'arguments', custom_tool_call: 'input' }

/** Vitest's own idea of what is equal, asymmetric matchers included. */
interface Context {
  equals(actual: unknown, expected: unknown): boolean
}

/** Does the response call this tool, with these arguments if any are named? */
export async function toHaveToolCall(
  this: Context,
  received: unknown,
  name: string,
  ...wanted: readonly unknown[]
): Promise<Verdict> {
  const output = await outputOf(received)
  const calls = output.filter(({ type }) => typeof type === 'string' && Object.hasOwn(INPUTS, type))
  const pass = calls.some(
    (call) => call['name'] === name && (wanted.length === 0 || this.equals(inputOf(call), wanted[0])),
  )
  const called = `${name}${wanted.length === 0 ? '' : `(${JSON.stringify(wanted[0])})`}`
  const found = calls.map((call) => `${call['name']}(${JSON.stringify(inputOf(call))})`).join(', ') || 'no call'
  return { pass, message: () => `expected ${pass ? 'no ' : 'a '}call of ${called}, found ${found}` }
}

/** Arguments as they are meant; the text itself where it is no JSON, as in a call that was cut. */
function inputOf(call: JsonObject): unknown {
  const text = call[INPUTS[String(call['type'])] ?? '']
  if (call['type'] !== 'function_call' || typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
