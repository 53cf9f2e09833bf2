import type { CheckOptions, NormalizerOptions } from '@strict-responses/core'
import type { Arguments } from './arguments.js'
import type { OptionSpec, OptionSpecs } from './option-spec.js'

/** An option of the core that takes one of a few words. */
const choice = (what: string, ...choices: string[]): OptionSpec => ({
  value: 'WORD',
  choices,
  help: `${what}: ${choices.map((word, index) => (index === 0 ? `${word} (default)` : word)).join(', ')}`,
})

/** What decides which stream is strict: for `fix` and `check` alike. */
export const STRICTNESS: OptionSpecs = {
  profile: choice('the schema to satisfy', 'openai', 'open-responses'),
  'no-done': { help: 'no data: [DONE] at the end' },
  'starting-after': {
    value: 'N',
    integer: [0, Number.MAX_SAFE_INTEGER],
    help: 'a resumed stream: numbers go on from N+1',
  },
  'error-shape': choice('the error event', 'both', 'flat', 'nested'),
  'error-codes': choice('codes of a failed response', 'spec', 'wire'),
  'unknown-events': choice('events that no schema knows', 'auto', 'pass', 'drop'),
}

/** What decides how a stream is read and ended. */
export const REPAIRING: OptionSpecs = {
  dialect: choice('what comes in', 'auto', 'responses', 'chat-completions', 'anthropic-messages', 'text'),
  'on-missing-terminal': choice('a stream that just ends', 'auto', 'failed', 'incomplete', 'completed'),
  reasoning: choice('where reasoning of other dialects goes', 'summary', 'content'),
  'think-tags': { help: 'turn <think>…</think> in chat text into reasoning' },
}

/** The numbered heartbeats that a stream may have. */
export const HEARTBEAT: OptionSpecs = {
  heartbeat: choice('the heartbeats of the stream', 'comment', 'keepalive', 'in_progress'),
}

const WORDS: Readonly<Record<string, keyof NormalizerOptions>> = {
  profile: 'profile',
  'error-shape': 'errorShape',
  'error-codes': 'errorCodes',
  'unknown-events': 'unknownEvents',
  dialect: 'dialect',
  'on-missing-terminal': 'onMissingTerminal',
  reasoning: 'reasoning',
}

/** The options of the core that were asked for; words have been checked against their choices. */
export function streamOptions(args: Arguments): NormalizerOptions & CheckOptions {
  const words = Object.entries(WORDS)
    .map(([flag, option]) => [option, args.text(flag)] as const)
    .filter(([, word]) => word !== undefined)
  const style = args.text('heartbeat')
  const startingAfter = args.integer('starting-after')
  return {
    ...Object.fromEntries(words),
    ...(args.flag('no-done') && { done: false }),
    ...(args.flag('think-tags') && { thinkTags: true }),
    ...(style !== undefined && { heartbeat: { style: style as 'comment' | 'keepalive' | 'in_progress' } }),
    ...(startingAfter !== undefined && { resume: { startingAfter } }),
  }
}
