import type { Profile } from '../options.js'
import { ITEMS } from './items.js'

/** Open Responses names the reasoning text events without `_text`. */
const OPEN_RESPONSES_NAMES: Readonly<Record<string, string>> = {
  'response.reasoning_text.delta': 'response.reasoning.delta',
  'response.reasoning_text.done': 'response.reasoning.done',
}

/** The name under which an event type leaves in a profile. */
export function leavingType(type: string, profile: Profile): string {
  return profile === 'open-responses' ? (OPEN_RESPONSES_NAMES[type] ?? type) : type
}

/** Whether items of a type may leave in a profile; OpenAI's clients expect news, Open Responses is closed. */
export function inProfile(itemType: string, profile: Profile): boolean {
  const row = Object.hasOwn(ITEMS, itemType) ? ITEMS[itemType] : undefined
  return row ? row.profiles.includes(profile) : profile === 'openai'
}
