import { ADDRESS_RULES, URL_RULE } from './redact-addresses.js'
import { BLOCK, KEY_RULES } from './redact-keys.js'
import { PATH_RULES } from './redact-paths.js'

/** One thing that no client may see. Patterns are linear: each run of characters is entered at its start only, or bounded. */
export type Redaction = readonly [pattern: RegExp, replace: (match: string, ...groups: string[]) => string]

/** In this order: a URL before the key in its query, a key before the path that it seems to hold, paths before hosts. */
export const REDACTIONS: readonly Redaction[] = [BLOCK, URL_RULE, ...KEY_RULES, ...PATH_RULES, ...ADDRESS_RULES]
