import type { Profile } from '../options.js'

/** Open Responses names the reasoning text events without `_text`. */
const OPEN_RESPONSES_NAMES: Readonly<Record<string, string>> = {
  'response.reasoning_text.delta': 'response.reasoning.delta',
  'response.reasoning_text.done': 'response.reasoning.done',
}

/** The name under which an event type leaves in a profile. */
export function leavingType(type: string, profile: Profile): string {
  return profile === 'open-responses' ? (OPEN_RESPONSES_NAMES[type] ?? type) : type
}
