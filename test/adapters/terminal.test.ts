import { get, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { FIRST, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

const standStill = (milliseconds: number): void => {
  for (const until = performance.now() + milliseconds; performance.now() < until; );
}

describe.each(FRAMEWORKS)('after the terminal event, $name', ({ app }) => {
  it('the reply ends though the route never ends it', async () => {
    const route: Route = (_req, res) => res.writeHead(200, EVENT_STREAM).write(WHOLE)
    running = await listen(app(route, undefined))
    expect((await exchange(running.port, {}, 50)).hung).toBe(true)
    await running.close()
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), TEXT)
  })

  it('[DONE] leaves at once, before the reply ends', async () => {
    running = await listen(app((_req, res) => res.writeHead(200, EVENT_STREAM).write(WHOLE), {}))
    const client = openClient(running.port)
    await until(() => client.received().includes('data: [DONE]'))
    expect(client.received()).not.toContain('\r\n0\r\n\r\n')
    await until(client.closed)
  })

  it('a source that stays open is destroyed', async () => {
    const source = new Readable({ read() {} })
    source.push(WHOLE)
    running = await listen(app((_req, res) => source.pipe(res.writeHead(200, EVENT_STREAM)), {}))
    expectStrict(await exchange(running.port), TEXT)
    await until(() => source.destroyed)
  })

  it('a source that ends soon ends in peace: pipeline succeeds and no signal aborts', async () => {
    const probe = new Probe()
    const source = new Readable({ read() {} })
    const route: Route = async (req, res) => {
      source.push(WHOLE)
      setTimeout(() => {
        source.push('data: [DONE]\n\n')
        source.push(null)
      }, 20)
      await pipeline(source, res.writeHead(200, EVENT_STREAM)).then(() => probe.note('piped'), probe.note)
      probe.note(streamOf(req)?.signal.aborted)
    }
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), TEXT)
    await until(() => probe.notes.length === 2)
    expect(probe.notes).toEqual(['piped', false])
  })

  it('a source whose end came while the process stood still ends in peace', async () => {
    const upstream = await listen((_req, res) => {
      res.write(WHOLE)
      setTimeout(() => res.end('data: [DONE]\n\n'), 20)
    })
    const probe = new Probe()
    const route: Route = async (_req, res) => {
      const source = await new Promise<IncomingMessage>((resolve) => get({ port: upstream.port }, resolve))
      source.once('data', () => setTimeout(standStill, 5, 200))
      await pipeline(source, res.writeHead(200, EVENT_STREAM)).then(() => probe.note('piped'), probe.note)
    }
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), TEXT)
    await until(() => probe.notes.length === 1)
    expect(probe.notes).toEqual(['piped'])
    await upstream.close()
  })

  it('what the route goes on to write is swallowed, and its callbacks are called', async () => {
    const probe = new Probe()
    const route: Route = (_req, res) => {
      res.on('error', probe.note)
      res.writeHead(200, EVENT_STREAM).write(WHOLE)
      probe.note(res.write(FIRST, () => probe.note('written')))
      setTimeout(() => res.end(FIRST, () => probe.note('ended')), 5)
    }
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), TEXT)
    await until(() => probe.notes.length === 3)
    expect(probe.notes).toEqual([true, 'written', 'ended'])
  })

  it('a route that destroys its reply cuts nothing', async () => {
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(WHOLE)
      setTimeout(() => res.destroy(new Error('too late')), 5)
    }
    running = await listen(app(route, {}))
    const reply = await exchange(running.port)
    expectStrict(reply, TEXT)
    expect(reply.complete).toBe(true)
  })
})
