import { CLIENTS, type ClientName, clientIssues } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { canonical, MIXED, REFUSAL } from '../conformance/fixtures/canonical.js'
import { FAULTS, fault } from '../interop/faults/index.js'
import { RECORDED } from '../interop/faults/recorded.js'
import { corpusAvailable } from '../support/corpus.js'
import { concat, encode } from '../support/corpus-normalize.js'
import { CLIENT_EXCEPTIONS, type ClientException } from './client-exceptions.js'
import { breaks, type Observed, ofFault, ofPython, ofReaders, ofRecording } from './observed-breaks.js'
import { run } from './run-cli.js'
import { FAULTY, STRICT } from './streams.js'

const bytesOf = (chunks: readonly (string | Uint8Array)[]): Uint8Array =>
  concat(chunks.map((chunk) => (typeof chunk === 'string' ? encode(chunk) : chunk)))

const used = new Set<ClientException>()

/** Where what is predicted for a stream is not what was observed, but for the listed exceptions. */
function mistakes(name: string, bytes: Uint8Array, observed: Observed): string[] {
  const issues = clientIssues(bytes)
  return [...observed].flatMap(([client, cell]) => {
    const predicted = issues.filter((issue) => issue.client === client)
    if (predicted.length > 0 === breaks(cell)) return []
    const exception = CLIENT_EXCEPTIONS.find((one) => one.stream.test(name) && one.clients.test(client))
    if (exception) used.add(exception)
    const because = predicted.map((issue) => issue.because).join(', ') || 'nothing'
    return exception ? [] : [`${client}: predicted ${because}, observed ${cell}`]
  })
}

/** A recording cannot say that its connection stayed open. */
const told = FAULTS.filter(({ ending }) => ending !== 'hold').map((row) => [row.name, row] as const)
const python = ofPython()

describe('clientIssues', () => {
  it.each(told)('predicts what the official clients and the readers do with %s', (name, row) => {
    const bytes = bytesOf(row.chunks)
    expect(mistakes(name, bytes, new Map([...ofFault(row), ...ofReaders(row, bytes)]))).toEqual([])
  })

  it.runIf(python).each(told)('predicts what openai-python does with %s', (name, row) => {
    expect(mistakes(name, bytesOf(row.chunks), python!.get(name) ?? new Map())).toEqual([])
  })

  it.runIf(corpusAvailable).each(RECORDED.map((one) => [one.fault.name, one.fault] as const))(
    'predicts what the official clients do with the recording %s',
    (name, row) => {
      expect(mistakes(name, bytesOf(row.chunks), ofRecording(name))).toEqual([])
    },
  )

  it.runIf(corpusAvailable && python)('needs every exception', () => {
    expect(CLIENT_EXCEPTIONS.filter((one) => !used.has(one))).toEqual([])
  })

  it('finds nothing in a strict stream that every client reads', () => {
    expect(clientIssues(canonical(MIXED.slice(1)))).toEqual([])
  })

  it('finds in a strict stream what some clients do not take', () => {
    const issues = clientIssues(canonical(REFUSAL))
    expect(issues.map(({ client, because }) => [client, because])).toEqual([
      ['openai-agents', 'refusal'],
      ['ai-sdk-open-responses', 'refusal'],
      ['langchain', 'refusal'],
    ])
  })

  it('says where and why', () => {
    const stream = bytesOf(fault('no_part_added').chunks)
    expect(clientIssues(stream, ['openai-stream'])).toEqual([
      {
        client: 'openai-stream',
        effect: 'throws',
        how: 'missing content at index',
        because: 'lifecycle/missing-content-part-added',
        what: '`content_part.added` comes before the text of a part',
        at: expect.objectContaining({ type: 'response.output_text.delta' }),
      },
    ])
  })

  it('breaks every client by some stream', () => {
    const broken = new Set(told.flatMap(([, { chunks }]) => clientIssues(bytesOf(chunks)).map(({ client }) => client)))
    expect([...broken].sort()).toEqual((Object.keys(CLIENTS) as ClientName[]).sort())
  })
})

describe('check --client', () => {
  it('prints which clients would break, and how', async () => {
    const { code, stdout } = await run(['check', '--client', 'openai-java', '--client', 'codex'], { stdin: FAULTY })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^standard input:\d+ {2}openai-java {2}throws: .+ {2}\(fields\/missing: .+\)$/m)
    expect(stdout).toContain('standard input  breaks 1 of 2 clients; not codex')
  })

  it('prints them as JSON, for all clients', async () => {
    const { stdout } = await run(['check', '--json', '--client', 'all'], { stdin: FAULTY })
    const [stream] = (JSON.parse(stdout) as { streams: { clients: { client: string }[] }[] }).streams
    expect(stream!.clients.map(({ client }) => client)).toContain('openai-java')
    expect(stream!.clients[0]).toEqual({
      client: expect.any(String),
      effect: expect.any(String),
      how: expect.any(String),
      because: expect.any(String),
      what: expect.any(String),
      at: expect.objectContaining({ line: expect.any(Number) }),
    })
  })

  it('says nothing of clients where none was named, and that none breaks on a strict stream', async () => {
    expect((await run(['check'], { stdin: STRICT })).stdout).not.toContain('clients')
    const { code, stdout } = await run(['check', '--client', 'all'], { stdin: STRICT })
    expect(code).toBe(0)
    expect(stdout).toContain('breaks 0 of 15 clients; not openai, openai-stream, ')
  })

  it('refuses a client that it does not know', async () => {
    const { code, stderr } = await run(['check', '--client', 'netscape'], { stdin: STRICT })
    expect(code).toBe(2)
    expect(stderr).toContain("--client is 'netscape'")
  })
})
