import type { z } from 'zod'
import { string } from '../scalars.js'
import { type Numbered, numberedEvent } from './event.js'

export interface ResponseAudioDeltaEvent extends Numbered {
  type: 'response.audio.delta'
  delta: string
}
export const ResponseAudioDeltaEvent: z.ZodType<ResponseAudioDeltaEvent> = numberedEvent<ResponseAudioDeltaEvent>(
  'response.audio.delta',
  { delta: string },
)

export interface ResponseAudioDoneEvent extends Numbered {
  type: 'response.audio.done'
}
export const ResponseAudioDoneEvent: z.ZodType<ResponseAudioDoneEvent> = numberedEvent<ResponseAudioDoneEvent>(
  'response.audio.done',
  {},
)

export interface ResponseAudioTranscriptDeltaEvent extends Numbered {
  type: 'response.audio.transcript.delta'
  delta: string
}
export const ResponseAudioTranscriptDeltaEvent: z.ZodType<ResponseAudioTranscriptDeltaEvent> =
  numberedEvent<ResponseAudioTranscriptDeltaEvent>('response.audio.transcript.delta', { delta: string })

export interface ResponseAudioTranscriptDoneEvent extends Numbered {
  type: 'response.audio.transcript.done'
}
export const ResponseAudioTranscriptDoneEvent: z.ZodType<ResponseAudioTranscriptDoneEvent> =
  numberedEvent<ResponseAudioTranscriptDoneEvent>('response.audio.transcript.done', {})
