import { afterAll, beforeAll, describe, it } from 'vitest'
import { CORPUS_ABSENT, corpusAvailable } from '../support/corpus.js'
import type { ClientResult } from './clients/client.js'
import { CLIENTS } from './clients/index.js'
import { expectedOfRecording } from './expected/expected.js'
import { WHOLE_TEXT } from './faults/fault.js'
import { FAULTS } from './faults/index.js'
import { RECORDED, type Recorded } from './faults/recorded.js'
import { expectedAfter } from './limits.js'
import { type Servers, startServers } from './routes.js'
import { visitWith } from './run.js'
import { symptom } from './symptom.js'

let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})
afterAll(() => servers.close())

/** Providers count tokens in their own ways and write their own messages: neither is compared. */
const plain = (seen: string): string => (seen === 'err (msg lost)' ? 'err' : seen)
const seen = ({ fault }: Recorded, result: ClientResult | undefined): string =>
  plain(symptom(fault.said, result && { ...result, usage: WHOLE_TEXT.usage }))

/** `T: …` is a client that throws with this in its message. */
function seenBefore(one: Recorded, result: ClientResult | undefined, expected: string): string {
  const found = seen(one, result)
  if (found !== 'T') return found
  return expected.startsWith('T: ') && result?.error?.includes(expected.slice(3)) ? expected : `T: ${result?.error}`
}

const byClient = async (of: (client: (typeof CLIENTS)[number]) => Promise<string>): Promise<Record<string, string>> =>
  Object.fromEntries(await Promise.all(CLIENTS.map(async (client) => [client.name, await of(client)] as const)))

const breaking = RECORDED.filter(({ fault }) => expectedOfRecording(fault.name))
/** Those that break nobody take as long again: `pnpm matrix` runs them. */
const wrapped = process.env['MODE'] === 'matrix' ? RECORDED : breaking

describe
  .runIf(corpusAvailable)
  .concurrent('a recording is whole to every client once it is strict', { timeout: 60_000 }, () => {
    it.for(wrapped.map((one) => [one.fault.name, one] as const))('%s', async ([, one], { expect }) => {
      const { fault, tools } = one
      const wrapped = await byClient(async (client) =>
        seen(one, await visitWith(client, servers.wrapped(fault), tools)),
      )
      expect(wrapped).toEqual(await byClient(async ({ name }) => plain(expectedAfter(fault, name))))
    })
  })

describe.runIf(corpusAvailable).concurrent('and breaks clients before', { timeout: 60_000 }, () => {
  it.for(breaking.map((one) => [one.fault.name, one] as const))('%s', async ([, one], { expect }) => {
    const { fault, tools } = one
    const expected = expectedOfRecording(fault.name)!
    const raw = await byClient(async (client) =>
      seenBefore(one, await visitWith(client, servers.raw(fault), tools), expected[client.name]!),
    )
    expect(raw).toEqual(await byClient(async ({ name }) => expected[name]!))
  })
})

describe.runIf(corpusAvailable)('the matrix has a recording of the same fault', () => {
  it.for(FAULTS.flatMap(({ name, recorded }) => (recorded ? [[name, recorded] as const] : [])))(
    '%s',
    ([, recorded], { expect }) => {
      expect(RECORDED.map(({ fault }) => fault.name)).toContain(recorded)
    },
  )
})

if (!corpusAvailable) it.skip(`recordings: ${CORPUS_ABSENT}`, () => {})
