import { streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { CREATED, CUT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('streamOf, $name', ({ app }) => {
  it('knows the id and the Response as it stands, from request and reply alike', async () => {
    const probe = new Probe()
    const route = app((req, res) => {
      const stream = streamOf(req)
      probe.note([stream === streamOf(res), stream?.id, stream?.response(), stream?.signal.aborted])
      res.writeHead(200, EVENT_STREAM).write(CUT)
      probe.note([stream?.id, stream?.response()?.['status'], JSON.stringify(stream?.response()?.['output'])])
      res.end(WHOLE.slice(CUT.length))
      probe.note([stream?.response()?.['status'], stream?.signal.aborted])
    }, {})
    running = await listen(route)
    await exchange(running.port)
    expect(probe.notes).toEqual([
      [true, undefined, undefined, false],
      ['resp_1', 'in_progress', expect.stringContaining('Hél')],
      ['completed', false],
    ])
  })

  it('is undefined where nothing is wrapped', async () => {
    const probe = new Probe()
    running = await listen(
      app((req, res) => {
        probe.note([streamOf(req), streamOf(res)])
        res.end()
      }, undefined),
    )
    await exchange(running.port)
    expect(probe.notes).toEqual([[undefined, undefined]])
  })

  it('its signal aborts for a client that leaves before anything was written', async () => {
    const probe = new Probe()
    running = await listen(
      app((req) => {
        probe.note('called')
        const signal = streamOf(req)?.signal
        signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      }, {}),
    )
    const client = openClient(running.port)
    await until(() => probe.notes.length === 1)
    client.socket.destroy()
    await until(() => probe.notes.length === 2)
    expect(probe.notes).toEqual(['called', 'client_closed'])
  })

  it('its signal is aborted already for whoever asks late', async () => {
    const probe = new Probe()
    running = await listen(
      app((req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED)
        res.on('close', () => setImmediate(() => probe.note(streamOf(req)?.signal.reason.code)))
      }, {}),
    )
    const client = openClient(running.port)
    await until(() => client.received().includes('response.created'))
    client.socket.destroy()
    await until(() => probe.notes.length === 1)
    expect(probe.notes).toEqual(['client_closed'])
  })
})
