import { asObj, parse, str } from './oracle-frames.js'
import type { Carried, CarriedTool } from './oracle-types.js'

export interface CompareOptions {
  readonly profile: 'openai' | 'open-responses'
  /** Whether the input was a Responses stream: then message by message; else a dialect may merge messages. */
  readonly itemwise: boolean
}

const show = (text: string): string => {
  const quoted = JSON.stringify(text)
  return quoted.length <= 160 ? quoted : `${quoted.slice(0, 100)}…${quoted.slice(-50)} (${text.length})`
}

/** Where two texts part, for a message that a person can act on. */
function difference(what: string, expected: string, actual: string): string[] {
  if (expected === actual) return []
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at += 1
  const near = (text: string): string => show(text.slice(Math.max(0, at - 20), at + 60))
  return [
    `${what}: ${expected.length} characters in, ${actual.length} out; apart at ${at}: in ${near(expected)}, out ${near(actual)}`,
  ]
}

const IN_BOTH = new Set(['function_call', 'custom_tool_call'])

/** Whether a tool says anything: one that the server runs itself may be announced and cut before it does. */
const speaks = (tool: CarriedTool): boolean => IN_BOTH.has(tool.kind) || tool.arguments !== ''

/** What a tool of the input becomes in the profile, or nothing. */
function expectedTool(tool: CarriedTool, profile: CompareOptions['profile']): CarriedTool | undefined {
  if (profile === 'openai') return tool
  if (!IN_BOTH.has(tool.kind)) return undefined
  return { ...tool, kind: 'function_call' }
}

const sameArguments = (input: CarriedTool, output: CarriedTool, wrapped: boolean): boolean => {
  if (wrapped) {
    const value = parse(output.arguments)
    if (value !== undefined) return str(asObj(value).input) === input.arguments
    if (output.arguments === '') return input.arguments === ''
    // A cut call is never completed to valid JSON: the text so far, without its end.
    return output.arguments.startsWith(JSON.stringify({ input: input.arguments }).slice(0, -2))
  }
  const empty = new Set(['', '{}'])
  return input.arguments === output.arguments || (empty.has(input.arguments) && empty.has(output.arguments))
}

/** What is missing, doubled or out of order in the output; nothing where all of the input arrived once and in order. */
export function compare(input: Carried, output: Carried, options: CompareOptions): string[] {
  const problems = [
    ...difference('text', input.text, output.text),
    ...difference('reasoning', input.reasoning, output.reasoning),
    ...difference('refusal', input.refusal, output.refusal),
  ]
  if (options.itemwise && problems.length === 0) {
    if (input.messages.join('\u0000') !== output.messages.join('\u0000'))
      problems.push(`messages: ${input.messages.length} with text in, ${output.messages.length} out`)
    if (input.thoughts.join('\u0000') !== output.thoughts.join('\u0000'))
      problems.push(`reasoning items: ${input.thoughts.length} with text in, ${output.thoughts.length} out`)
  }
  const actual = output.tools.filter(speaks)
  const expected = input.tools.filter(speaks).flatMap((tool) => {
    const wanted = expectedTool(tool, options.profile)
    return wanted ? [{ wanted, wrapped: wanted.kind !== tool.kind }] : []
  })
  const list = (tools: readonly CarriedTool[]): string =>
    tools.map((tool) => `${tool.kind} ${tool.name}(${show(tool.arguments)})`).join(' ') || 'none'
  if (expected.length !== actual.length)
    problems.push(`tools: in ${list(expected.map(({ wanted }) => wanted))}; out ${list(actual)}`)
  else
    for (const [i, { wanted, wrapped }] of expected.entries()) {
      const got = actual[i]!
      const named = wanted.name === '' || wanted.name === got.name
      const called = wanted.callId === undefined || wanted.callId === got.callId
      if (wanted.kind !== got.kind || !named || !called || !sameArguments(wanted, got, wrapped))
        problems.push(`tool ${i}: in ${list([wanted])} ${wanted.callId}; out ${list([got])} ${got.callId}`)
    }
  return problems
}
