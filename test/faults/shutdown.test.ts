import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { drain } from '@strict-responses/node'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CUT, SECOND, TEXT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { readReply } from '../support/adapters/raw-reply.js'
import { expectStrict, expectStrictBody, textOf } from '../support/adapters/strict.js'
import { loopTime } from '../support/loop-time.js'
import { bundle } from './support/bundle.js'

const LIMIT_MS = 400
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

describe.each(FRAMEWORKS)('server.close() and drain(), $name', ({ app }) => {
  let running: Running
  afterEach(() => running.close())

  it('every open stream ends strictly within the limit, and the server closes', async () => {
    let open = 0
    const probe = new Probe()
    running = await listen(
      app(async (req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CUT)
        open++
        if (!req.url?.startsWith('/soon')) return
        await probe.released
        res.end(SECOND + COMPLETED)
      }, {}),
    )
    const stuck = Array.from({ length: 10 }, () => exchange(running.port))
    const soon = exchange(running.port, { path: '/soon/responses' })
    await until(() => open === 11)
    const closed = once(running.server, 'close')
    const begun = loopTime()
    running.server.close()
    const drained = drain(LIMIT_MS)
    probe.release()
    await drained
    await closed
    expect(loopTime() - begun).toBeLessThan(LIMIT_MS + 600)
    for (const reply of await Promise.all(stuck)) {
      expectStrict(reply, 'Hél', 'failed')
      expect(reply.body).toContain('The response was stopped: the server is shutting down.')
    }
    expectStrict(await soon, TEXT)
  })

  it('without drain it waits for a stream that says nothing for as long as that is open', async () => {
    running = await listen(app((_req, res) => void res.writeHead(200, EVENT_STREAM).write(CUT), {}))
    const client = openClient(running.port)
    await until(() => client.received().includes('"delta"'))
    let closed = false
    running.server.close(() => {
      closed = true
    })
    await wait(150)
    expect([closed, client.closed()]).toEqual([false, false])
    client.socket.destroy()
    await until(() => closed)
  })
})

describe('SIGTERM', () => {
  let program: string
  let demo: ChildProcess | undefined
  beforeAll(async () => {
    program = await bundle('test/faults/support/demo.ts', 'packages/gateway/.cache/demo')
  }, 60_000)
  afterEach(() => demo?.kill('SIGKILL'))

  it.each(['SIGTERM', 'SIGINT'] as const)('%s: the demo ends its streams strictly, and exits', async (signal) => {
    demo = spawn(process.execPath, [program, 'demo', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    demo.stdout?.on('data', (text) => {
      printed += text
    })
    await until(() => printed.includes('Ctrl-C'), 15_000)
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(printed)?.[1])
    const [raw, mended] = ['/raw/anthropic/responses', '/v1/anthropic/responses'].map((path) =>
      openClient(port, { path }),
    )
    if (!raw || !mended) throw new Error('no clients')
    await until(() => raw.received().includes('data:') && mended.received().includes('.delta'))
    const begun = performance.now()
    const exit = once(demo, 'exit')
    demo.kill(signal)
    expect(await exit).toEqual([0, null])
    expect(performance.now() - begun).toBeLessThan(8000)
    await until(() => raw.closed() && mended.closed())
    const reply = readReply(Buffer.from(mended.received(), 'latin1'), false)
    expect(reply.complete).toBe(true)
    expectStrictBody(reply.body, textOf(reply.body), 'failed')
    expect(readReply(Buffer.from(raw.received(), 'latin1'), false).complete).toBe(false)
  })
})
