import { createHash } from 'node:crypto'
import { checkStream } from '../../packages/core/src/check/check.js'
import type { Got } from './client.js'
import { type Plan, type Said, saidOf } from './plan.js'

/** What became of one stream. */
export interface Verdict {
  readonly whole: boolean
  readonly outcome: 'completed' | 'incomplete' | 'failed' | 'none'
  /** How its content compares with what was sent: the same hash, or the hash of its beginning. */
  readonly content: 'same' | 'beginning' | 'other'
  /** What is wrong with it; nothing, one hopes. */
  readonly faults: readonly string[]
}

/** Where the transport breaks, what was in flight is lost with it: then a beginning is all that can be asked for. */
const BREAKS: ReadonlySet<string> = new Set(['reset', 'cut', 'stall'])
const ENDS_WELL: ReadonlySet<string> = new Set(['none', 'slow', 'after the end'])

const FAMILIES: Readonly<Record<string, keyof Said>> = {
  'response.reasoning_summary_text.delta': 'reasoning',
  'response.output_text.delta': 'text',
  'response.function_call_arguments.delta': 'args',
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What the deltas of a whole stream said, and how it ended. */
function heard(body: string): {
  said: Record<keyof Said, string>
  outcome: Verdict['outcome']
  error: string
} {
  const said = { reasoning: '', text: '', args: '' }
  let outcome: Verdict['outcome'] = 'none'
  let error = ''
  for (const line of body.split('\n')) {
    if (!line.startsWith('data: {')) continue
    const event: { type: string; delta?: string; message?: string } = JSON.parse(line.slice(6))
    const family = FAMILIES[event.type]
    if (family) said[family] += event.delta
    const [, end] = /^response\.(completed|incomplete|failed)$/.exec(event.type) ?? []
    if (end) outcome = end as Verdict['outcome']
    if (event.type === 'error') error = event.message ?? ''
  }
  return { said, outcome, error }
}

function compare(heard: string, sent: string): Verdict['content'] {
  if (hash(heard) === hash(sent)) return 'same'
  return hash(heard) === hash(sent.slice(0, heard.length)) ? 'beginning' : 'other'
}

/** Compares what a client got with what was sent. */
export function judge(plan: Plan, { body, whole, hung }: Got): Verdict {
  const reader = plan.client !== 'leaves' && plan.client !== 'never reads'
  if (hung) return { whole, outcome: 'none', content: 'other', faults: ['it never ended'] }
  if (!whole) return { whole, outcome: 'none', content: 'beginning', faults: reader ? ['it was cut'] : [] }
  const faults = checkStream(body).issues.map(({ code, message }) => `${code}: ${message}`)
  const { said, outcome, error } = heard(body)
  const sent = saidOf(plan)
  const contents = (['reasoning', 'text', 'args'] as const).map((name) => compare(said[name], sent[name].join('')))
  const content = (['other', 'beginning'] as const).find((kind) => contents.includes(kind)) ?? 'same'
  if (content === 'other' || (content === 'beginning' && !BREAKS.has(plan.upstream)))
    faults.push(`its content is not what was sent: ${contents} ${error}`)
  if (ENDS_WELL.has(plan.upstream) && outcome !== 'completed') faults.push(`it ended as ${outcome}: ${error}`)
  if ((BREAKS.has(plan.upstream) || plan.upstream === 'error') && outcome !== 'failed')
    faults.push(`it ended as ${outcome}, though the upstream broke`)
  return { whole, outcome, content, faults }
}
