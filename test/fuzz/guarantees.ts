import { checkStream, createNormalizer, type Dialect, type NormalizerOptions } from '@strict-responses/core'
import { concat, decode, deterministic, type Normalized, normalize } from '../support/corpus-normalize.js'
import { unstable } from '../support/corpus-stable.js'
import { type Carried, compare, judgeAnthropic, judgeChat, judgeResponses } from '../support/oracle.js'
import type { Conditions } from './case.js'
import { isClear } from './clear.js'
import { Random } from './random.js'
import { SECRETS, thrown } from './secrets.js'

/** A guarantee that does not hold. */
export interface Failure {
  /** `strict`, `idempotent`, `lost`, … */
  readonly guarantee: string
  readonly detail: string
}

/** What came of a case. */
export interface Verdict {
  readonly failures: readonly Failure[]
  readonly output: Normalized
  readonly dialect: Dialect | 'foreign'
  /** Whether the content could be compared. */
  readonly clear: boolean
}

const JUDGES: Readonly<Record<Exclude<Dialect, 'text'>, (input: Uint8Array) => Carried>> = {
  responses: judgeResponses,
  'chat-completions': judgeChat,
  'anthropic-messages': judgeAnthropic,
}

const optionsOf = ({ profile, dialect }: Conditions): NormalizerOptions => ({
  profile,
  dialect,
  path: '/v1/responses',
})

function chunksOf(bytes: Uint8Array, cuts: number): Uint8Array[] {
  const random = new Random(cuts)
  const most = random.pick([5, 60, 400, 4000])
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random.below(most)
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

interface Run extends Normalized {
  readonly dialect: Dialect | undefined
  /** Whether the route's end or throw found the stream still open. */
  readonly open: boolean
}

function run(chunks: readonly Uint8Array[], conditions: Conditions): Run {
  const repairs: Normalized['repairs'][number][] = []
  const normalizer = createNormalizer({
    ...deterministic(optionsOf(conditions)),
    onRepair: (repair) => repairs.push(repair),
  })
  const out = chunks.map((chunk) => normalizer.push(chunk).slice())
  const open = normalizer.state !== 'done'
  out.push((conditions.ending === 'fail' ? normalizer.fail(thrown()) : normalizer.end()).slice())
  const bytes = concat(out)
  const { state, outcome, dialect } = normalizer
  return { bytes, text: decode(bytes), state, outcome, repairs, dialect, open }
}

/** Runs a stream through the normalizer, and holds the guarantees up against what comes out. */
export function judge(bytes: Uint8Array, conditions: Conditions): Verdict {
  const failures: Failure[] = []
  const fail = (guarantee: string, details: readonly string[]): void => {
    if (details.length > 0) failures.push({ guarantee, detail: details.slice(0, 3).join('\n') })
  }
  const output = run([bytes], conditions)
  const cut = run(chunksOf(bytes, conditions.cuts), conditions)
  if (output.state === 'foreign') {
    fail('untouched', output.text === decode(bytes) && cut.text === output.text ? [] : ['a foreign stream was changed'])
    return { failures, output, dialect: 'foreign', clear: true }
  }
  const dialect = output.dialect ?? 'responses'
  const { profile } = conditions
  const issues = checkStream(output.bytes, { profile }).issues
  fail(
    'strict',
    issues.map(({ code, message }) => `${code}: ${message}`),
  )
  const again = normalize([output.bytes], { profile })
  fail('idempotent', again.text === output.text ? [] : [firstDifference(output.text, again.text)])
  // Sound belongs to no item: what such an event names passes, as any unknown field does.
  fail(
    'stable',
    unstable(output.bytes).filter((problem) => !problem.startsWith('response.audio.')),
  )
  const said = judgeResponses(output.bytes)
  if (dialect === 'text') {
    const text = new TextDecoder().decode(bytes)
    fail('lost', said.text === text ? [] : ['the text differs'])
    const cutText = judgeResponses(cut.bytes).text
    fail('chunking', cutText === text ? [] : ['the text differs'])
    return { failures, output, dialect, clear: true }
  }
  fail(
    'leak',
    // A comment of the upstream's passes, be it made of a broken frame.
    SECRETS.filter((secret) => output.text.replaceAll(/^:.*$/gm, '').includes(secret)),
  )
  fail('chunking', cut.text === output.text ? [] : [firstDifference(output.text, cut.text)])
  const meant = meantBy(JUDGES[dialect](bytes), output, conditions)
  const clear = isClear(dialect, bytes)
  if (clear) fail('lost', compare(meant, said, { profile, itemwise: dialect === 'responses' }))
  fail('honest', dishonest(meant, output, clear, conditions))
  if (dialect === 'responses' && conditions.ending === 'end') fail('harmless', harmed(bytes, output, conditions))
  return { failures, output, dialect, clear }
}

/** What a stream meant; a call of which no byte came before the route broke never appears. */
function meantBy(carried: Carried, { open }: Run, { ending }: Conditions): Carried {
  if (ending === 'end' || !open) return carried
  return { ...carried, tools: carried.tools.filter((tool) => tool.arguments !== '') }
}

function dishonest(meant: Carried, output: Run, clear: boolean, { ending, profile }: Conditions): string[] {
  const broken = output.open && ending === 'fail'
  const expected = broken || meant.outcome === 'cut' ? 'failed' : meant.outcome
  if (expected === output.outcome) return []
  // There, a custom call that nobody closed is a function call whose arguments are no JSON: it was cut.
  const custom = profile === 'open-responses' && meant.tools.some(({ kind }) => kind === 'custom_tool_call')
  if (custom && output.outcome === 'failed') return []
  // Of a stream that contradicts itself only an error is certain.
  if (!clear && !broken && !(meant.outcome === 'failed' && output.outcome === 'completed')) return []
  return [`expected ${expected}, ended as ${output.outcome}`]
}

/** A stream that was strict leaves as it came. */
function harmed(bytes: Uint8Array, output: Run, { profile }: Conditions): string[] {
  const text = decode(bytes)
  // The checker takes its time: most streams are seen not to be strict by their ends.
  if (output.text === text || !text.includes('event: response.created\n') || !text.includes('data: [DONE]\n\n'))
    return []
  return checkStream(bytes, { profile }).ok ? [firstDifference(text, output.text)] : []
}

function firstDifference(before: string, after: string): string {
  let at = 0
  while (at < before.length && before[at] === after[at]) at++
  const near = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 40), at + 60))
  return `apart at ${at}: ${near(before)} and ${near(after)}`
}
