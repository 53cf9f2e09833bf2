import type { z } from 'zod'
import type { URLCitation } from '../annotations.js'
import { ErrorPayload } from '../error.js'
import type { ContentEvent, ItemEvent, Numbered, SummaryEvent } from '../events/event.js'
import { contentEvent, itemEvent, numberedEvent, summaryEvent } from '../events/event.js'
import { Logprob } from '../logprobs.js'
import { index, list, nullable, string } from '../scalars.js'
import { tagged, type Variants } from '../tagged.js'
import { OpenResponsesItem } from './items.js'
import { OpenResponsesAnnotation, OpenResponsesPart } from './parts.js'
import { ResponseResource } from './response.js'

interface Held {
  output_index: number
  item: OpenResponsesItem | null
}
interface Obfuscated {
  obfuscation?: string
}
interface Scored {
  logprobs?: Logprob[]
}
type WithResponse = Numbered & { response: ResponseResource }

/** What the events carry, by their type. */
export interface OpenResponsesEvents {
  'response.created': WithResponse
  'response.queued': WithResponse
  'response.in_progress': WithResponse
  'response.completed': WithResponse
  'response.failed': WithResponse
  'response.incomplete': WithResponse
  'response.output_item.added': Numbered & Held
  'response.output_item.done': Numbered & Held
  'response.reasoning_summary_part.added': SummaryEvent & { part: OpenResponsesPart }
  'response.reasoning_summary_part.done': SummaryEvent & { part: OpenResponsesPart }
  'response.content_part.added': ContentEvent & { part: OpenResponsesPart }
  'response.content_part.done': ContentEvent & { part: OpenResponsesPart }
  'response.output_text.delta': ContentEvent & Scored & Obfuscated & { delta: string }
  'response.output_text.done': ContentEvent & Scored & { text: string }
  'response.refusal.delta': ContentEvent & { delta: string }
  'response.refusal.done': ContentEvent & { refusal: string }
  'response.reasoning.delta': ContentEvent & Obfuscated & { delta: string }
  'response.reasoning.done': ContentEvent & { text: string }
  'response.reasoning_summary_text.delta': SummaryEvent & Obfuscated & { delta: string }
  'response.reasoning_summary_text.done': SummaryEvent & { text: string }
  'response.output_text.annotation.added': ContentEvent & {
    annotation_index: number
    annotation: URLCitation | null
  }
  'response.function_call_arguments.delta': ItemEvent & Obfuscated & { delta: string }
  'response.function_call_arguments.done': ItemEvent & { arguments: string }
  error: Numbered & { error: ErrorPayload }
}

type Event<T extends keyof OpenResponsesEvents> = { type: T } & OpenResponsesEvents[T]

/** Every event of Open Responses. */
export type OpenResponsesStreamEvent = { [T in keyof OpenResponsesEvents]: Event<T> }[keyof OpenResponsesEvents]

const lifecycle = { response: ResponseResource }
const held = { output_index: index, item: nullable(OpenResponsesItem) }
const part = { part: OpenResponsesPart }
const delta = { delta: string }
const obfuscation = { obfuscation: string }
const logprobs = { logprobs: list(Logprob) }

export const OPEN_RESPONSES_EVENTS: Variants<OpenResponsesStreamEvent> = {
  'response.created': numberedEvent('response.created', lifecycle),
  'response.queued': numberedEvent('response.queued', lifecycle),
  'response.in_progress': numberedEvent('response.in_progress', lifecycle),
  'response.completed': numberedEvent('response.completed', lifecycle),
  'response.failed': numberedEvent('response.failed', lifecycle),
  'response.incomplete': numberedEvent('response.incomplete', lifecycle),
  'response.output_item.added': numberedEvent('response.output_item.added', held),
  'response.output_item.done': numberedEvent('response.output_item.done', held),
  'response.reasoning_summary_part.added': summaryEvent('response.reasoning_summary_part.added', part),
  'response.reasoning_summary_part.done': summaryEvent('response.reasoning_summary_part.done', part),
  'response.content_part.added': contentEvent('response.content_part.added', part),
  'response.content_part.done': contentEvent('response.content_part.done', part),
  'response.output_text.delta': contentEvent('response.output_text.delta', delta, { ...logprobs, ...obfuscation }),
  'response.output_text.done': contentEvent('response.output_text.done', { text: string }, logprobs),
  'response.refusal.delta': contentEvent('response.refusal.delta', delta),
  'response.refusal.done': contentEvent('response.refusal.done', { refusal: string }),
  'response.reasoning.delta': contentEvent('response.reasoning.delta', delta, obfuscation),
  'response.reasoning.done': contentEvent('response.reasoning.done', { text: string }),
  'response.reasoning_summary_text.delta': summaryEvent('response.reasoning_summary_text.delta', delta, obfuscation),
  'response.reasoning_summary_text.done': summaryEvent('response.reasoning_summary_text.done', { text: string }),
  'response.output_text.annotation.added': contentEvent('response.output_text.annotation.added', {
    annotation_index: index,
    annotation: nullable(OpenResponsesAnnotation),
  }),
  'response.function_call_arguments.delta': itemEvent('response.function_call_arguments.delta', delta, obfuscation),
  'response.function_call_arguments.done': itemEvent('response.function_call_arguments.done', { arguments: string }),
  error: numberedEvent('error', { error: ErrorPayload }),
}

export const OpenResponsesStreamEvent: z.ZodType<OpenResponsesStreamEvent> =
  tagged<OpenResponsesStreamEvent>(OPEN_RESPONSES_EVENTS)
