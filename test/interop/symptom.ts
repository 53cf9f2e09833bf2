import { isDeepStrictEqual } from 'node:util'
import type { ClientResult } from './clients/client.js'
import { type Call, type Said, WHOLE_TEXT } from './faults/fault.js'

/** Finish reasons that say nothing new. */
const USUAL = new Set(['stop', 'tool-calls', 'completed', 'incomplete', 'failed', 'in_progress', undefined])

/** Arguments as some clients hand them over: parsed. */
function parsed({ name, arguments: text }: Call): Call {
  try {
    return { name, arguments: JSON.stringify(JSON.parse(text === '' ? '{}' : text)) }
  } catch {
    return { name, arguments: text }
  }
}

const same = (got: ClientResult, said: Said): boolean =>
  // A refusal is text to some.
  got.streamed + got.refusal === said.text + (said.refusal ?? '') &&
  (got.text === said.text || got.text === said.refusal) &&
  isDeepStrictEqual(got.calls.map(parsed), said.calls.map(parsed)) &&
  (said.reasoning === undefined || got.reasoning === said.reasoning)

/**
 * What became of a stream at a client, in the words of the matrix: `ok`, `T` (throws), `LOST`, `HANG`; and where the
 * stream has failed `err`, `err (msg lost)`, `event`, `f=error`, `SILENT`. `u` is a lost usage, `f=` an unusual finish.
 */
export function symptom(said: Said, got: ClientResult | undefined): string {
  if (!got) return 'HANG'
  if (said.outcome === 'failed') return ofFailure(said, got)
  if (got.error !== undefined) return 'T'
  const usage = got.usage === WHOLE_TEXT.usage ? '' : got.usage ? ` usage=${got.usage}` : ' u'
  if (!same(got, said)) return `LOST${usage}`
  return `ok${usage}${USUAL.has(got.finish) ? '' : ` f=${got.finish}`}`
}

function ofFailure(said: Said, got: ClientResult): string {
  if (got.error !== undefined) return said.message && got.error.includes(said.message) ? 'err' : 'err (msg lost)'
  if (got.notice !== undefined) return 'event'
  return got.finish === 'error' ? 'f=error' : 'SILENT'
}
