import type { JsonObject } from '../../json.js'
import { asText } from '../../json.js'
import type { DialectContext } from './context.js'

/**
 * Spoken replies: sound and transcript go to the audio events. Open Responses has none, so there the transcript is
 * the text of the message and the sound is dropped.
 */
export class Audio {
  readonly #context: DialectContext
  readonly #say: (transcript: string) => void
  /** Whether anything was spoken. */
  used = false

  constructor(context: DialectContext, say: (transcript: string) => void) {
    this.#context = context
    this.#say = say
  }

  read(audio: JsonObject): void {
    const transcript = asText(audio['transcript'])
    const data = asText(audio['data'])
    if (transcript === '' && data === '') return
    this.used = true
    const { sink, options, once } = this.#context
    if (options.profile === 'open-responses') {
      this.#say(transcript)
      if (data !== '') once('dialect/unsupported-part', 'sound has no place in Open Responses: it was dropped')
      return
    }
    if (transcript !== '') sink.draft({ type: 'response.audio.transcript.delta', delta: transcript })
    if (data !== '') sink.draft({ type: 'response.audio.delta', delta: data })
  }
}
