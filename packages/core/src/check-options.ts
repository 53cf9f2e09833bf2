import type { NormalizerOptions } from './options.js'

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  dialect: ['auto', 'responses', 'chat-completions', 'anthropic-messages', 'text'],
  profile: ['openai', 'open-responses'],
  errorShape: ['both', 'flat', 'nested'],
  errorCodes: ['spec', 'wire'],
  onMissingTerminal: ['auto', 'failed', 'incomplete', 'completed'],
  reasoning: ['summary', 'content'],
  unknownEvents: ['auto', 'pass', 'drop'],
}
const STYLES = ['comment', 'keepalive', 'in_progress']

/** Throws a TypeError that names the option, its value and what it may be. */
export function checkOptions(options: NormalizerOptions): void {
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const value = (options as Record<string, unknown>)[name]
    if (value === undefined || allowed.includes(value)) continue
    throw new TypeError(`strict-responses: option ${name} is ${JSON.stringify(value)}; it may be ${allowed.join(', ')}`)
  }
  const style = options.heartbeat ? options.heartbeat.style : undefined
  if (style !== undefined && !STYLES.includes(style)) {
    throw new TypeError(`strict-responses: heartbeat.style is ${JSON.stringify(style)}; it may be ${STYLES.join(', ')}`)
  }
  if (style !== undefined && style !== 'comment' && options.profile === 'open-responses') {
    throw new TypeError(
      `strict-responses: heartbeat.style '${style}' sends numbered events that profile 'open-responses' does not allow; use 'comment'`,
    )
  }
  const after = options.resume?.startingAfter
  if (options.resume && !(Number.isInteger(after) && (after as number) >= 0)) {
    throw new TypeError(
      `strict-responses: resume.startingAfter is ${JSON.stringify(after)}; it must be an integer of 0 or more`,
    )
  }
}
