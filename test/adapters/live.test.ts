import { Readable } from 'node:stream'
import { streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { endless, still } from '../support/adapters/endless.js'
import { exchange } from '../support/adapters/exchange.js'
import { CREATED, delta, FIRST, SECOND, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { readReply } from '../support/adapters/raw-reply.js'
import { requestBytes } from '../support/adapters/raw-request.js'
import { expectStrict } from '../support/adapters/strict.js'
import { loopTime } from '../support/loop-time.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('while a client reads, $name', ({ app }) => {
  it('S39 a slow reader bounds what the route produces', async () => {
    const source = endless(delta('x'.repeat(64 * 1024)))
    running = await listen(app((_req, res) => source.pipe(res.writeHead(200, EVENT_STREAM)), {}))
    const { socket } = openClient(running.port)
    socket.pause()
    await still(source)
    expect(source.produced).toBeLessThan(16 * 1024 * 1024)
    socket.destroy()
  })

  it('S42 the first event leaves before the route goes on', async () => {
    const probe = new Probe()
    const route: Route = async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
      await probe.released
      res.end(WHOLE.slice((CREATED + FIRST).length))
    }
    running = await listen(app(route, {}))
    const client = openClient(running.port)
    await until(() => client.received().includes('"delta":"H'))
    expect(client.received()).not.toContain('response.completed')
    probe.release()
    await until(client.closed)
    expectStrict(readReply(Buffer.from(client.received(), 'latin1'), false), TEXT)
  })

  it('S49 a stream, JSON and a stream share one connection', async () => {
    const route: Route = (req, res) =>
      req.url === '/json' ? res.end('{"a":1}') : res.writeHead(200, EVENT_STREAM).end(WHOLE)
    running = await listen(app(route, {}))
    const headers = { Connection: 'keep-alive' }
    const client = openClient(running.port, { headers })
    await until(() => client.received().endsWith('0\r\n\r\n'))
    const first = client.received()
    client.socket.write(requestBytes({ path: '/json', headers }))
    await until(() => client.received().endsWith('{"a":1}'))
    const second = client.received().slice(first.length)
    client.socket.write(requestBytes({}))
    await until(client.closed)
    const third = client.received().slice(first.length + second.length)
    expectStrict(readReply(Buffer.from(first, 'latin1'), false), TEXT)
    expect(second).toContain('Content-Length: 7')
    expectStrict(readReply(Buffer.from(third, 'latin1'), false), TEXT)
  })

  it('S55 a client that leaves stops the source within 100 ms, and nothing more is written', { retry: 2 }, async () => {
    for (const options of [undefined, {}]) {
      const source = endless(delta('x'.repeat(64)))
      const probe = new Probe()
      const faults: unknown[] = []
      const fault = (error: unknown): void => void faults.push(error)
      process.on('unhandledRejection', fault)
      const route: Route = (req, res) => {
        streamOf(req)?.signal.addEventListener('abort', () => probe.note(streamOf(res)?.signal.reason.code))
        res.on('close', () => res.write(SECOND, (error) => probe.note(error ? 'refused' : 'swallowed')))
        source.pipe(res.writeHead(200, EVENT_STREAM))
      }
      running = await listen(app(route, options))
      const client = openClient(running.port)
      await until(() => client.received().includes('xxx'))
      client.socket.destroy()
      const left = loopTime()
      await until(() => probe.notes.length >= (options ? 2 : 1))
      expect(probe.notes).toEqual(options ? ['client_closed', 'swallowed'] : ['refused'])
      if (options) await until(() => source.destroyed)
      else await wait(30)
      expect(source.destroyed).toBe(options !== undefined)
      expect(loopTime() - left).toBeLessThan(100)
      process.off('unhandledRejection', fault)
      expect(faults).toEqual([])
      source.destroy()
      await running.close()
    }
  })

  it('S55 a client that leaves before the head stops a declared stream', async () => {
    const source = new Readable({ read() {} })
    const route: Route = (_req, res) => source.pipe(res.setHeader('Content-Type', 'text/event-stream'))
    running = await listen(app(route, {}))
    const client = openClient(running.port)
    await until(() => source.readableFlowing === true)
    client.socket.destroy()
    await until(() => source.destroyed)
  })

  it('E91 two pipelined streams arrive one after the other', async () => {
    running = await listen(app((_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE), {}))
    const client = openClient(running.port, { headers: { Connection: 'keep-alive' } })
    client.socket.write(requestBytes({}))
    await until(client.closed)
    const at = client.received().lastIndexOf('HTTP/1.1 200')
    expect(at).toBeGreaterThan(0)
    for (const part of [client.received().slice(0, at), client.received().slice(at)]) {
      expectStrict(readReply(Buffer.from(part, 'latin1'), false), TEXT)
    }
  })

  it('a reply that is no stream is not waited for', async () => {
    running = await listen(app((_req, res) => res.end('x'), { heartbeat: { interval: 1 } }))
    expect((await exchange(running.port)).body).toBe('x')
  })
})
