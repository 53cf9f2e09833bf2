import { once } from 'node:events'
import { streamResponse, strictResponses } from '@strict-responses/express'
import compression from 'compression'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header } from '../support/adapters/raw-reply.js'
import { eventsOf, expectStrict } from '../support/adapters/strict.js'

let running: Running | undefined
afterEach(() => running?.close())

describe.each(EXPRESS_VERSIONS)("Express' streamResponse, $name", ({ make }) => {
  it('echoes what the parsed body asked for', async () => {
    const app = make()
    app.use(make.json(), strictResponses())
    app.post('/v1/responses', (_req, res) =>
      streamResponse(res, async function* () {
        yield 'x'
      }),
    )
    running = await listen(app)
    const reply = await exchange(running.port, { method: 'POST', body: '{"model":"m-7","instructions":"be brief"}' })
    expectStrict(reply, 'x')
    expect(eventsOf(reply.body)[0]).toMatchObject({ response: { model: 'm-7', instructions: 'be brief' } })
  })

  it('ends strictly where the application closes the connection, wrapped or not', async () => {
    for (const wrapped of [true, false]) {
      const probe = new Probe()
      const app = make()
      if (wrapped) app.use(strictResponses())
      app.use(async (req, res) => {
        await streamResponse(res, async function* ({ signal }) {
          try {
            yield 'Hél'
            setTimeout(() => req.socket.destroy(), 5)
            await once(signal, 'abort')
          } finally {
            probe.note('returned')
          }
        })
        probe.note('closed')
      })
      running = await listen(app)
      expectStrict(await exchange(running.port), 'Hél', 'failed')
      await until(() => probe.notes.length === 2)
      await running.close()
    }
  })

  it('stands beside compression, on either side of it', async () => {
    for (const before of [true, false]) {
      const app = make()
      if (before) app.use(compression({ threshold: 0 }), strictResponses())
      else app.use(strictResponses(), compression({ threshold: 0 }))
      app.use((_req, res) =>
        streamResponse(res, async function* () {
          yield 'x'
        }),
      )
      running = await listen(app)
      const reply = await exchange(running.port, { headers: { 'Accept-Encoding': 'gzip' } })
      expectStrict(reply, 'x')
      expect(header(reply, 'content-encoding')).toBeUndefined()
      await running.close()
    }
  })

  it('is an HTTP error where commitAfter holds the head and the source fails first', async () => {
    const probe = new Probe()
    const app = make()
    app.use(strictResponses({ commitAfter: 1000, onError: probe.note }))
    app.use(async (_req, res) => {
      await streamResponse(res, () => {
        throw Object.assign(new Error('Slow down.'), { status: 429, expose: true })
      })
      probe.note('closed')
    })
    running = await listen(app)
    const reply = await exchange(running.port)
    expect([reply.status, JSON.parse(reply.body).error.message]).toEqual([429, 'Slow down.'])
    await until(() => probe.notes.length === 2)
    expect(probe.notes).toEqual([expect.objectContaining({ status: 429 }), 'closed'])
  })
})
