import { judgeAnthropic } from './oracle-anthropic.js'
import { judgeChat } from './oracle-chat.js'
import { judgeResponses } from './oracle-responses.js'
import type { Carried } from './oracle-types.js'

export { compare } from './oracle-compare.js'
export { type OracleFrame, readFrames } from './oracle-frames.js'
export type { Carried, CarriedTool, OracleOutcome } from './oracle-types.js'
export { judgeAnthropic, judgeChat, judgeResponses }

const JUDGES: { readonly [dialect: string]: (input: Uint8Array | string) => Carried } = {
  responses: judgeResponses,
  chat: judgeChat,
  anthropic: judgeAnthropic,
}

/** What an input carries, by the dialect of its corpus folder. */
export function judge(dialect: string, input: Uint8Array | string): Carried {
  const one = JUDGES[dialect]
  if (!one) throw new Error(`the oracle has no judge for the dialect ${dialect}`)
  return one(input)
}

/** What each word of the corpus' `features` column promises. */
const PROMISES: readonly (readonly [feature: RegExp, what: string, kept: (carried: Carried) => boolean])[] = [
  [/^item:message$/, 'text or a refusal', ({ text, refusal }) => text + refusal !== ''],
  [/^block:text$/, 'text', ({ text }) => text !== ''],
  [/^delta:text_delta$/, 'text', ({ text }) => text !== ''],
  [/^finish:(stop|length)$/, 'any text', (carried) => carriesAnything(carried)],
  [/^finish:tool_calls$/, 'a tool call', ({ tools }) => tools.length > 0],
  [/^refusal$/, 'a refusal', ({ refusal, text }) => refusal !== '' || text !== ''],
  [/^reasoning-(text|summary)$/, 'reasoning', ({ reasoning }) => reasoning !== ''],
  [/^reasoning(:.*)?$/, 'reasoning', ({ reasoning }) => reasoning !== ''],
  [/^rd:reasoning\.(text|summary)$/, 'reasoning', ({ reasoning }) => reasoning !== ''],
  [/^delta:thinking_delta$/, 'reasoning', ({ reasoning }) => reasoning !== ''],
  [/^(item:function_call|tool-call|block:tool_use)$/, 'a tool call', ({ tools }) => tools.length > 0],
  [/^parallel-tool-calls$/, 'several tool calls', ({ tools }) => tools.length > 1],
  [/^ev:mcp_call_arguments$/, 'MCP arguments', ({ tools }) => tools.some((tool) => tool.kind === 'mcp_call')],
  [
    /^ev:code_interpreter_call_code$/,
    'code',
    ({ tools }) => tools.some(({ kind }) => kind === 'code_interpreter_call'),
  ],
  [/^item:(shell_call|apply_patch_call)$/, 'a command', ({ tools }) => tools.length > 0],
]

const carriesAnything = ({ text, refusal, reasoning, tools }: Carried): boolean =>
  text + refusal + reasoning !== '' || tools.length > 0

/** Throws where the oracle is blind: the index names text or a tool call, and the oracle found none. */
export function assertSees(features: readonly string[], carried: Carried, exempt: readonly string[] = []): void {
  const missing = PROMISES.filter(
    ([feature, , kept]) => features.some((one) => feature.test(one) && !exempt.includes(one)) && !kept(carried),
  ).map(([, what]) => what)
  if (missing.length > 0) throw new Error(`the oracle found no ${[...new Set(missing)].join(', no ')} in the input`)
}
