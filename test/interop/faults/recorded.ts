import { bytesOf, type Recording, recordings } from '../../support/corpus.js'
import { judgeResponses } from '../../support/oracle.js'
import { type Fault, text } from './fault.js'

/** A recording as an upstream, and the tools that its calls name. */
export interface Recorded {
  readonly fault: Fault
  readonly tools: readonly string[]
}

/** What a recording says is what the oracle reads in it, which shares nothing with the normalizer. */
function recorded(recording: Recording): Recorded {
  const bytes = bytesOf(recording)
  const { text: said, refusal, tools, outcome } = judgeResponses(bytes)
  const calls = tools.filter(({ kind }) => kind === 'function_call')
  const name = recording.file.replace(/^responses\/|\.sse$/g, '')
  const fault = text(name, '', {
    said: {
      text: said,
      calls: calls.map((call) => ({ name: call.name, arguments: call.arguments })),
      outcome: outcome === 'cut' ? 'failed' : outcome,
      ...(refusal === '' ? {} : { refusal }),
    },
  })
  return { fault: { ...fault, chunks: [bytes] }, tools: calls.map((call) => call.name) }
}

/** The longest are left out: they cost every client a second and say nothing new. */
const LONGEST = 256 * 1024

/** The recordings of Responses streams. */
export const RECORDED: readonly Recorded[] = recordings('responses')
  .filter((recording) => bytesOf(recording).length <= LONGEST)
  .map(recorded)
