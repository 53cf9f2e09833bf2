import { readFileSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cell, rowOf } from './cell.js'
import { expectedMessage, expectedSymptom } from './expected/expected.js'
import type { Fault } from './faults/fault.js'
import { FAULTS } from './faults/index.js'
import { expectedAfter } from './limits.js'
import { type Servers, startServers } from './routes.js'
import { symptom } from './symptom.js'
import { type Row, readme } from './table.js'

const README = new URL('README.md', import.meta.url)
const measured = new Map<string, Row>()
let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})
afterAll(() => servers.close())

/** The raw symptom; of a client that throws another message than the known one: that message. */
function seenBefore({ name, meant }: Fault, { client, before }: Cell): string {
  const seen = symptom(meant, before)
  if (seen !== 'T') return seen
  const error = before?.error ?? ''
  return expectedMessage(name, client).every((piece) => error.includes(piece)) ? seen : `T ${error}`
}

/** The symptom on the wrapped route; what a failed stream had said before its end must arrive too, and call ids. */
function seenAfter({ said }: Fault, { after }: Cell): string {
  const seen = symptom(said, after)
  if (said.outcome === 'failed' && after?.streamed !== said.text) return `${seen} with the text ${after?.streamed}`
  const strange = said.callIds && after && !isDeepStrictEqual(after.callIds, said.callIds)
  return strange ? `${seen} with the call ids ${after.callIds}` : seen
}

const byClient = (cells: readonly Cell[], of: (cell: Cell) => string): Record<string, string> =>
  Object.fromEntries(cells.map((cell) => [cell.client, of(cell)]))

describe.concurrent('a faulty upstream breaks clients, and wrapped it does not', { timeout: 60_000 }, () => {
  it.for(FAULTS.map((fault) => [fault.name, fault] as const))('%s', async ([name, fault], { expect }) => {
    const cells = await rowOf(servers, fault)
    measured.set(name, [name, cells.map((one) => [symptom(fault.meant, one.before), symptom(fault.said, one.after)])])
    expect({
      raw: byClient(cells, (cell) => seenBefore(fault, cell)),
      wrapped: byClient(cells, (cell) => seenAfter(fault, cell)),
    }).toEqual({
      raw: byClient(cells, ({ client }) => expectedSymptom(name, client)),
      wrapped: byClient(cells, ({ client }) => expectedAfter(fault, client)),
    })
  })
})

it('README.md shows what was measured', () => {
  const text = readme(FAULTS.map(({ name }) => measured.get(name)).filter((row) => row !== undefined))
  if (process.env['MODE'] === 'matrix') writeFileSync(README, text)
  expect(readFileSync(README, 'utf8')).toBe(text)
})
