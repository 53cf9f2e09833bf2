import { badOption } from './bad-option.js'
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
  const { heartbeat, profile, resume } = options
  for (const [name, allowed] of Object.entries(CHOICES)) among(`option ${name}`, options[name as never], allowed)
  const style = heartbeat ? heartbeat.style : undefined
  among('heartbeat.style', style, STYLES)
  if (style !== undefined && style !== 'comment' && profile === 'open-responses')
    throw badOption(
      'heartbeat.style',
      style,
      "sends numbered events that profile 'open-responses' does not allow; use 'comment'",
    )
  const after = resume?.startingAfter
  if (resume && !(Number.isInteger(after) && (after as number) >= 0))
    throw badOption('resume.startingAfter', after, 'must be an integer of 0 or more')
}

function among(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (value !== undefined && !allowed.includes(value)) throw badOption(name, value, `may be ${allowed.join(', ')}`)
}
