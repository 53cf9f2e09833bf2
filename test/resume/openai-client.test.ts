import { memoryEventLog } from '@strict-responses/core'
import OpenAI from 'openai'
import OpenAI6 from 'openai6'
import { afterEach, describe, expect, it } from 'vitest'
import { listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { Probe, until } from '../support/adapters/probe.js'
import { wordEvents } from '../support/resume/frames.js'
import { RESUMABLE } from '../support/resume/resumable.js'
import { frame } from '../support/strict-stream.js'

const CLIENTS = [
  { client: 'openai 7', make: OpenAI },
  { client: 'openai 6', make: OpenAI6 as unknown as typeof OpenAI },
] as const

const EVENTS = wordEvents(['Hel', 'lo ', 'wörld', '!'])
const ID = 'resp_strict'
const numbers = EVENTS.map((event) => event.sequence_number)

let running: Running | undefined
afterEach(() => running?.close())

const route =
  (probe: Probe): Route =>
  async (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' })
    for (const event of EVENTS.slice(0, 6)) res.write(frame(event))
    await probe.released
    for (const event of EVENTS.slice(6)) res.write(frame(event))
    res.end()
    probe.note('ended')
  }

const CASES = RESUMABLE.flatMap((resumable) => CLIENTS.map((client) => ({ ...resumable, ...client })))

describe.each(CASES)("$client's own resume through $name", ({ app, make }) => {
  /** Starts a response, leaves it behind event 3 and gives the client. */
  async function left(probe: Probe): Promise<OpenAI> {
    running = await listen(app(route(probe), { eventLog: memoryEventLog(), onDisconnect: 'continue' }))
    const client = new make({ apiKey: 'none', baseURL: `http://127.0.0.1:${running.port}/v1`, maxRetries: 0 })
    const stream = await client.responses.create({ model: 'm', input: 'Hi', stream: true })
    for await (const event of stream) if (event.sequence_number === 3) break
    return client
  }

  it('responses.retrieve(id, { stream, starting_after }) gives the rest', async () => {
    const probe = new Probe()
    const client = await left(probe)
    const rest: number[] = []
    const stream = await client.responses.retrieve(ID, { stream: true, starting_after: 3 })
    for await (const event of stream) {
      rest.push(event.sequence_number)
      if (event.sequence_number === 5) probe.release()
    }
    expect(rest).toEqual(numbers.slice(4))
  })

  it('responses.stream({ response_id, starting_after }) gives the rest and the whole Response', async () => {
    const probe = new Probe()
    const client = await left(probe)
    probe.release()
    const rest: unknown[] = []
    const stream = client.responses.stream({ response_id: ID, starting_after: 3 })
    for await (const event of stream) rest.push(event.sequence_number)
    expect(rest).toEqual(numbers.slice(4))
    expect((await stream.finalResponse()).output_text).toBe('Hello wörld!')
  })

  it('responses.retrieve(id) and responses.cancel(id) give the Response', async () => {
    const probe = new Probe()
    const client = await left(probe)
    expect(await client.responses.retrieve(ID)).toMatchObject({ id: ID, status: 'in_progress' })
    expect(await client.responses.cancel(ID)).toMatchObject({ id: ID, status: 'cancelled' })
    expect(await client.responses.retrieve(ID)).toMatchObject({ id: ID, status: 'cancelled' })
    probe.release()
    await until(() => probe.notes.includes('ended'))
  })

  it('an unknown id is a NotFoundError, a bad number a BadRequestError', async () => {
    const probe = new Probe()
    const client = await left(probe)
    probe.release()
    await expect(client.responses.retrieve('resp_x', { stream: true })).rejects.toBeInstanceOf(make.NotFoundError)
    await expect(client.responses.retrieve(ID, { stream: true, starting_after: -1 })).rejects.toBeInstanceOf(
      make.BadRequestError,
    )
  })
})
