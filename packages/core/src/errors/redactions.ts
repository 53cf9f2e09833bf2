import { ADDRESS_RULES } from './redact-addresses.js'
import { KEY_RULES } from './redact-keys.js'
import { PATH_RULES } from './redact-paths.js'

/** One thing that no client may see. Patterns are linear: each run of characters is entered at its start only, or bounded. */
export interface Redaction {
  readonly name: string
  readonly pattern: RegExp
  readonly replace: (match: string, ...groups: string[]) => string
}

/** In this order: a URL before the key in its query, a key before the path that it seems to hold, paths before hosts. */
export const REDACTIONS: readonly Redaction[] = [
  ...KEY_RULES.filter((rule) => rule.name === 'block'),
  ...ADDRESS_RULES.filter((rule) => rule.name === 'url'),
  ...KEY_RULES.filter((rule) => rule.name !== 'block'),
  ...PATH_RULES,
  ...ADDRESS_RULES.filter((rule) => rule.name !== 'url'),
]
