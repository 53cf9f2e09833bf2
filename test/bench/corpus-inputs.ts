import { bytesOf, type Recording, recordings } from '../support/corpus.js'
import { seeded } from '../support/corpus-normalize.js'
import type { Input } from './inputs.js'

const DIALECTS = ['responses', 'chat', 'anthropic']
const CHOSEN = 20

/** The event streams of the corpus. */
export const corpus = (): Recording[] => DIALECTS.flatMap((dialect) => recordings(dialect))

/** Twenty of them, the same ones each time. */
export function chosen(): Recording[] {
  const random = seeded(20)
  const lots = corpus().map((recording) => ({ recording, lot: random() }))
  return lots
    .sort((a, b) => a.lot - b.lot)
    .slice(0, CHOSEN)
    .map(({ recording }) => recording)
}

/** A recording, one frame a chunk. */
export function inputOf(recording: Recording): Input {
  const text = new TextDecoder().decode(bytesOf(recording))
  const frames = text.match(/[\s\S]*?(?:\r?\n\r?\n|$)/g)?.filter((frame) => frame !== '') ?? []
  return { frames, json: frames.flatMap(jsonOf), deltas: [0, frames.length] }
}

/** The JSON of a frame; none where there is none, or where it is broken. */
export function jsonOf(frame: string): string[] {
  const data = frame
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5))
    .join('\n')
  try {
    JSON.parse(data)
    return [data]
  } catch {
    return []
  }
}
