import type { z } from 'zod'
import { object } from './object.js'
import { integer, list, number, string } from './scalars.js'

export interface TopLogprob {
  token: string
  logprob: number
  bytes: number[]
}
const top = { token: string, logprob: number, bytes: list(integer) }
export const TopLogprob: z.ZodType<TopLogprob> = object<TopLogprob>(top, {})

/** A token's log probability, as `output_text` parts carry it. */
export interface Logprob {
  token: string
  logprob: number
  bytes: number[]
  top_logprobs: TopLogprob[]
}
export const Logprob: z.ZodType<Logprob> = object<Logprob>({ ...top, top_logprobs: list(TopLogprob) }, {})

/** A token's log probability, as the events carry it: with less than the part must have. */
export interface EventLogprob {
  token: string
  logprob: number
  top_logprobs?: EventTopLogprob[]
}
export interface EventTopLogprob {
  token?: string
  logprob?: number
}
export const EventTopLogprob: z.ZodType<EventTopLogprob> = object<EventTopLogprob>(
  {},
  { token: string, logprob: number },
)
export const EventLogprob: z.ZodType<EventLogprob> = object<EventLogprob>(
  { token: string, logprob: number },
  { top_logprobs: list(EventTopLogprob) },
)
