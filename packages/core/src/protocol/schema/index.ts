import type { z } from 'zod'
import type { Profile } from '../../options.js'
import { STREAM_EVENTS } from './events/stream-event.js'
import { DONE_ITEMS } from './items/done-item.js'
import { OUTPUT_ITEMS } from './items/output-item.js'
import { OPEN_RESPONSES_EVENTS } from './open-responses/events.js'
import { OPEN_RESPONSES_ITEMS } from './open-responses/items.js'
import { OPEN_RESPONSES_PARTS } from './open-responses/parts.js'
import { ResponseResource } from './open-responses/response.js'
import {
  ResponseOutputRefusal,
  ResponseOutputText,
  ResponseReasoningText,
  ResponseSummaryText,
} from './output-parts.js'
import { Response } from './response.js'

type Schemas = ReadonlyMap<string, z.ZodType>

const schemas = (byType: object): Schemas => new Map(Object.entries(byType))

const EVENTS: Readonly<Record<Profile, Schemas>> = {
  openai: schemas(STREAM_EVENTS),
  'open-responses': schemas(OPEN_RESPONSES_EVENTS),
}

const openItems = schemas(OPEN_RESPONSES_ITEMS)
const ITEMS: Readonly<Record<Profile, Readonly<Record<'added' | 'done', Schemas>>>> = {
  openai: { added: schemas(OUTPUT_ITEMS), done: schemas(DONE_ITEMS) },
  'open-responses': { added: openItems, done: openItems },
}

const PARTS: Readonly<Record<Profile, Schemas>> = {
  openai: schemas({
    output_text: ResponseOutputText,
    refusal: ResponseOutputRefusal,
    reasoning_text: ResponseReasoningText,
    summary_text: ResponseSummaryText,
  }),
  'open-responses': schemas(OPEN_RESPONSES_PARTS),
}

/** The schema of an event type, under the name by which it leaves in the profile. */
export function eventSchema(type: string, profile: Profile): z.ZodType | undefined {
  return EVENTS[profile].get(type)
}

/** The schema of an item type; two hosted calls have fields that only the done event must carry. */
export function itemSchema(type: string, profile: Profile, event: 'added' | 'done' = 'added'): z.ZodType | undefined {
  return ITEMS[profile][event].get(type)
}

/** The schema of a content or summary part type. */
export function partSchema(type: string, profile: Profile): z.ZodType | undefined {
  return PARTS[profile].get(type)
}

/** The schema of the Response object. */
export function responseSchema(profile: Profile): z.ZodType {
  return profile === 'open-responses' ? ResponseResource : Response
}
