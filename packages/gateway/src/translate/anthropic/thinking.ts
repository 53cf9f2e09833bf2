import type { JsonObject } from '@strict-responses/core'
import { isObject } from '../../json.js'
import type { Report } from '../translation.js'

/** Tokens that each effort may think; Anthropic takes no fewer than the first. */
const BUDGETS: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 4096,
  high: 16_384,
  xhigh: 32_768,
  max: 32_768,
}
const LEAST = 1024

/** What the request says that thinking depends on. */
export interface ThinkingInput {
  readonly reasoning: unknown
  readonly maxOutputTokens: number | undefined
  /** Whether a tool has to be called. */
  readonly forced: boolean
  readonly messages: readonly JsonObject[]
}

/** The budget for an effort; `undefined`, with a report, where Anthropic would refuse to think. */
export function thinkingBudget(input: ThinkingInput, report: Report): number | undefined {
  const { reasoning, maxOutputTokens, forced, messages } = input
  const effort = isObject(reasoning) ? reasoning['effort'] : undefined
  if (typeof effort !== 'string' || effort === 'none') return undefined
  const wanted = Object.hasOwn(BUDGETS, effort) ? BUDGETS[effort] : undefined
  const budget = Math.min(wanted ?? 0, (maxOutputTokens ?? Number.POSITIVE_INFINITY) - 1)
  const obstacle =
    wanted === undefined
      ? `the effort ${effort.slice(0, 32)} is unknown`
      : budget < LEAST
        ? `max_output_tokens leaves fewer than ${LEAST} tokens to think`
        : forced
          ? 'a tool has to be called'
          : unthought(messages)
            ? 'the calls that the input answers were made without thinking'
            : undefined
  if (obstacle === undefined) return budget
  report('gateway/dropped-reasoning-effort', `\`reasoning.effort\` was not passed on: ${obstacle}`)
  return undefined
}

/** Whether the results at the end answer calls of a message that does not begin with thinking. */
function unthought(messages: readonly JsonObject[]): boolean {
  const [call, answer] = messages.slice(-2)
  if (!blocks(answer).some((block) => block['type'] === 'tool_result')) return false
  const first = String(blocks(call)[0]?.['type'])
  return first !== 'thinking' && first !== 'redacted_thinking'
}

const blocks = (message: JsonObject | undefined): JsonObject[] => {
  const content = message?.['content']
  return Array.isArray(content) ? content.filter(isObject) : []
}
