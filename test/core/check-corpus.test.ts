import { describe, expect, it } from 'vitest'
import {
  type CheckIssue,
  type CheckOptions,
  type CheckReport,
  checkStream,
} from '../../packages/core/src/check/check.js'
import { bytesOf, CORPUS_ABSENT, corpusAvailable, type Recording, recordings } from '../support/corpus.js'

/** What OpenAI's own streams lack: guarantee 2 of the design names all three. */
const OPENAI_LACKS: readonly ((issue: CheckIssue) => boolean)[] = [
  ({ code }) => code === 'done/missing',
  ({ code, at }) =>
    code === 'fields/missing' && at.type === 'response.function_call_arguments.done' && at.path === 'name',
  ({ code, at }) => code === 'fields/missing' && at.path === 'response.usage.input_tokens_details.cache_write_tokens',
]

/** Recordings that are the rest of a stream. */
const RESUMED: Readonly<Record<string, CheckOptions>> = {
  'openai-openai-dotnet-canstreambackgroundresponses': { resume: { startingAfter: 1 } },
}

const LOGPROBS = [
  'fields/missing item.content.N.logprobs',
  'fields/missing logprobs',
  'fields/missing part.logprobs',
  'fields/missing response.output.N.content.N.logprobs',
]

interface Reviewed {
  readonly files: readonly string[]
  readonly rules: readonly string[]
  readonly reason: string
}

/** What else real OpenAI streams break, each looked at. */
const REVIEWED: readonly Reviewed[] = [
  {
    files: [
      'openai-dd-trace-py-test-simple-agent-streamed',
      'openai-llm-openai-plugin-test-async-model',
      'openai-ruby-openai-responses-stream-without-proc',
    ],
    rules: ['sequence/missing', ...LOGPROBS],
    reason: 'recorded before May 2025, when OpenAI sent neither sequence_number nor logprobs',
  },
  {
    files: ['openai-btpy-test-openai-response-streaming-async'],
    rules: LOGPROBS,
    reason: 'recorded in mid-2025, when OpenAI did not send logprobs yet',
  },
  {
    files: ['openai-ellm-context-length-exceeded-stream'],
    rules: ['error/code', 'error/shape'],
    reason: 'OpenAI sends the `error` event nested only, and `context_length_exceeded`, which its schema does not have',
  },
  {
    files: ['openai-pydai-test-openai-responses-model-mcp-list-tools-stream-backfills-missing-results'],
    rules: ['lifecycle/missing-item-done'],
    reason: 'OpenAI never ended two of three mcp_list_tools items: the test exists because of that',
  },
]

const name = (recording: Recording): string => recording.file.replace(/^responses\/|\.sse$/g, '')
const check = (recording: Recording): CheckReport => checkStream(bytesOf(recording), RESUMED[name(recording)])
const control = recordings('responses').filter((row) => row.provider === 'openai' && row.fidelity === 'raw')

/** A rule with the path it was broken at, indexes aside. */
const label = ({ code, at }: CheckIssue): string =>
  at.path !== undefined && code.startsWith('fields/') ? `${code} ${at.path.replace(/\.\d+(?=\.|$)/g, '.N')}` : code

/** How many streams of each server break each rule, as lines of a Markdown table. */
function faultsByServer(rows: readonly Recording[]): string {
  const servers = [...new Set(rows.map((row) => row.provider))].sort()
  const lines = servers.map((server) => {
    const own = rows.filter((row) => row.provider === server)
    const counts = new Map<string, number>()
    for (const row of own) {
      for (const code of new Set(check(row).issues.map((issue) => issue.code)))
        counts.set(code, (counts.get(code) ?? 0) + 1)
    }
    const faults = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    return `| ${server} | ${own.length} | ${faults.map(([code, count]) => `\`${code}\` ${count}`).join(', ')} |`
  })
  return ['| server | streams | rules broken, by how many of them |', '|---|---|---|', ...lines].join('\n')
}

describe.skipIf(!corpusAvailable)('real OpenAI streams', () => {
  it.each(control.map((row) => [name(row), row] as const))('%s', (file, row) => {
    const found = check(row).issues.filter((issue) => !OPENAI_LACKS.some((lacks) => lacks(issue)))
    const expected = REVIEWED.filter(({ files }) => files.includes(file)).flatMap(({ rules }) => rules)
    expect([...new Set(found.map(label))].sort()).toEqual(expected.sort())
  })

  it('are few enough exceptions to have been looked at', () => {
    const files = new Set(control.map(name))
    const exceptions = REVIEWED.flatMap((row) => row.files.map((file) => [file, row.rules.length, row.reason] as const))
    expect(exceptions.filter(([file]) => !files.has(file))).toEqual([])
    console.info(`control group: ${control.length} recordings, ${exceptions.length} reviewed exceptions`)
    for (const [file, rules, reason] of exceptions) console.info(`  ${file}: ${rules} rules, ${reason}`)
  })
})

describe.skipIf(!corpusAvailable)('other servers', () => {
  const others = recordings('responses').filter((row) => row.provider !== 'openai' && row.fidelity !== 'edited')

  it.each(others.map((row) => [name(row), row] as const))('finds a real fault: %s', (_, row) => {
    expect(check(row).ok).toBe(false)
  })

  it('break rules, by server', () => {
    const table = faultsByServer(recordings('responses').filter((row) => row.fidelity !== 'edited'))
    expect(table).toContain('lifecycle/')
    console.info(table)
  })
})

if (!corpusAvailable) it.skip(`real streams: ${CORPUS_ABSENT}`, () => {})
