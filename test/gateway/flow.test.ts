import type { ServerResponse } from 'node:http'
import { request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createGzip } from 'node:zlib'
import type { LogLine } from '@strict-responses/gateway'
import { describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { openClient } from '../support/adapters/open-client.js'
import { until } from '../support/adapters/probe.js'
import { requestBytes } from '../support/adapters/raw-request.js'
import { eventsOf, expectStrictBody } from '../support/adapters/strict.js'
import { loopTime } from '../support/loop-time.js'
import { role, saying, text } from './support/chat-frames.js'
import { frame, frames, type Play } from './support/fake-backend.js'
import { ASK, type Running, running } from './support/running.js'

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Says something, and then nothing for ever. */
const silent: Play = (res) => {
  res.writeHead(200, { 'content-type': 'text/event-stream' })
  res.write(frame(role) + frame(text('Half')))
}

/** Sends as fast as it is read, and says how much. */
function endless(): { play: Play; sent: () => number } {
  let sent = 0
  const big = frame(text('x'.repeat(16 * 1024)))
  const more = (res: ServerResponse): void => {
    do sent += big.length
    while (res.write(big))
    res.once('drain', () => more(res))
  }
  const play: Play = (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write(frame(role))
    more(res)
  }
  return { play, sent: () => sent }
}

/** A client that never reads a body. */
function stalled({ url }: Running): Promise<Socket> {
  return new Promise((resolve) => {
    const req = request(`${url}/v1/responses`, { method: 'POST', headers: { 'content-type': 'application/json' } })
    req.on('response', () => resolve(req.socket as Socket))
    req.on('error', () => {})
    req.end(JSON.stringify(ASK))
  })
}

/** The milliseconds of the quickest try: a busy machine slows down some, a slow gateway all. */
async function quickest(attempt: () => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 5 && best >= 100; turn++) best = Math.min(best, await attempt())
  return best
}

describe('a client that leaves', () => {
  it.each([
    ['while it streams', ASK, silent, 0],
    ['before the status was sent', ASK, () => {}, 60],
    ['without a stream', { ...ASK, stream: false }, silent, 60],
  ] as const)('stops the backend within 100 ms, %s', async (_name, ask, play, patience) => {
    const { post, backend } = await running(play)
    const took = await quickest(async () => {
      const { length } = backend.closed
      const stop = new AbortController()
      const reply = post(ask, { signal: stop.signal })
      if (patience === 0) await (await reply).body?.getReader().read()
      else await Promise.all([until(() => backend.seen.length > length), wait(patience)])
      reply.catch(() => {})
      const left = loopTime()
      stop.abort()
      await until(() => backend.closed.length > length)
      return (backend.closed[length] as number) - left
    })
    expect(took).toBeLessThan(100)
  })

  it('while it does not read, too', async () => {
    const { play, sent } = endless()
    const gateway = await running(play)
    const { closed } = gateway.backend
    const took = await quickest(async () => {
      const [{ length }, before] = [closed, sent()]
      const socket = await stalled(gateway)
      await until(() => sent() > before)
      await wait(50)
      const left = loopTime()
      socket.destroy()
      await until(() => closed.length > length)
      return (closed[length] as number) - left
    })
    expect(took).toBeLessThan(100)
  })
})

describe('pipelined requests', () => {
  it('stop the backend when their connection closes, whosever turn it is', async () => {
    const { server, backend } = await running(silent)
    const { port } = server.address() as AddressInfo
    const request = {
      method: 'POST',
      body: JSON.stringify(ASK),
      headers: { Connection: 'keep-alive', 'Content-Type': 'application/json' },
    }
    const client = openClient(port, request)
    client.socket.write(requestBytes(request).repeat(2))
    await until(() => backend.seen.length === 3)
    client.socket.destroy()
    await until(() => backend.closed.length === 3)
  })
})

describe('backpressure', () => {
  it('a client that never reads bounds what the backend sends', async () => {
    const { play, sent } = endless()
    const gateway = await running(play)
    const socket = await stalled(gateway)
    let before = -1
    while (sent() !== before) {
      before = sent()
      expect(before).toBeLessThan(16 * 1024 * 1024)
      await wait(300)
    }
    socket.destroy()
  })

  it('a fetch-style reader that never reads, too', async () => {
    const { play, sent } = endless()
    const { gateway } = await running(play)
    const headers = { 'content-type': 'application/json' }
    const ask = new Request('http://x/v1/responses', { method: 'POST', headers, body: JSON.stringify(ASK) })
    const reply = await gateway.fetch(ask)
    await wait(300)
    const before = sent()
    await wait(200)
    expect(sent()).toBe(before)
    expect(sent()).toBeLessThan(16 * 1024 * 1024)
    await reply.body?.cancel()
  })

  it('a slow client does not count as a silent backend', async () => {
    const { play } = endless()
    const gateway = await running(play, { idleTimeout: 400 })
    const reply = await gateway.post(ASK)
    await wait(1200)
    const reader = reply.body?.getReader()
    let seen = ''
    while (seen.length < 20 * 1024 * 1024) {
      const { value } = (await reader?.read()) ?? {}
      if (!value) break
      seen += new TextDecoder().decode(value)
    }
    expect(seen).not.toContain('response.failed')
    await reader?.cancel()
  })
})

describe('time', () => {
  it('the first event leaves before the backend goes on', async () => {
    const { post } = await running(silent)
    const start = loopTime()
    const reader = (await post(ASK)).body?.getReader()
    let seen = ''
    while (!seen.includes('"Half"')) seen += new TextDecoder().decode((await reader?.read())?.value ?? undefined)
    expect(loopTime() - start).toBeLessThan(1000)
    await reader?.cancel()
  })

  it('heartbeats leave while the backend is silent', async () => {
    const { post } = await running(silent, { heartbeat: { interval: 30 }, idleTimeout: 1000 })
    const body = await (await post(ASK)).text()
    expect(body.match(/^: keepalive$/gm)?.length).toBeGreaterThan(14)
    expect(checkStream(body).issues).toEqual([])
  })

  it('limits.openMs ends a stream as failed, and cuts a client that does not read', async () => {
    const { post } = await running(silent, { limits: { openMs: 100 } })
    expect(eventsOf(await (await post(ASK)).text()).at(-1)?.['type']).toBe('response.failed')
    const { play } = endless()
    const gateway = await running(play, { limits: { openMs: 100 } })
    await stalled(gateway)
    await until(() => gateway.backend.closed.length > 0)
    await until(() => openConnections(gateway) === 0, 3000)
  })

  it('an encoded reply is decoded as it comes', async () => {
    const { post } = await running((res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })
      const gzip = createGzip()
      gzip.pipe(res)
      gzip.write(frame(role) + frame(text('Half')))
      gzip.flush()
    })
    const reader = (await post(ASK)).body?.getReader()
    let seen = ''
    while (!seen.includes('"Half"')) seen += new TextDecoder().decode((await reader?.read())?.value ?? undefined)
    await reader?.cancel()
  })

  it('connections to the backend are used again', async () => {
    const { post, backend } = await running(frames(...saying('Hello')))
    const ports = new Set<number | undefined>()
    backend.server.on('connection', (socket) => ports.add(socket.remotePort))
    for (let turn = 0; turn < 5; turn++) await (await post(ASK)).text()
    expect(ports.size).toBe(1)
  })
})

let count = 0
function openConnections({ server }: Running): number {
  server.getConnections((_error, found) => {
    count = found
  })
  return count
}

describe('drain', () => {
  it('lets streams end, and fails cleanly what does not', async () => {
    const slow: Play = async (res, seen) => {
      if (seen.body['model'] === 'stuck') return silent(res, seen)
      await wait(100)
      return frames(...saying('Hello'))(res, seen)
    }
    const { post, gateway, backend } = await running(slow)
    const ending = post(ASK).then((reply) => reply.text())
    const stuck = post({ ...ASK, model: 'stuck' }).then((reply) => reply.text())
    const whole = post({ ...ASK, model: 'stuck', stream: false })
    await until(() => backend.seen.length === 3)
    const start = loopTime()
    await gateway.drain(600)
    expect(loopTime() - start).toBeLessThan(700)
    expectStrictBody(await ending, 'Hello')
    expectStrictBody(await stuck, 'Half', 'failed')
    expect((await whole).status).toBe(503)
  })
})

describe('the log', () => {
  it('has one line for each request, and nothing secret in it', async () => {
    const lines: [string, LogLine][] = []
    const take =
      (level: string) =>
      (fields: object): void =>
        void lines.push([level, fields as LogLine])
    const logger = { info: take('info'), warn: take('warn'), error: take('error') }
    const play: Play = (res, seen) => {
      if (seen.body['model'] === 'bad') return void res.writeHead(500).end('sk-live-0123456789abcdef0123456789')
      return frames(...saying('Hello').slice(0, -3))(res, seen)
    }
    const { post } = await running(play, { logger })
    const headers = { authorization: 'Bearer sk-live-0123456789abcdef0123456789', 'x-request-id': 'r1' }
    const body = await (await post({ ...ASK, prompt_cache_key: 'k' }, { headers })).text()
    await (await post({ ...ASK, model: 'bad' }, { headers })).text()
    await (await post({ model: 'x' }, { headers })).text()
    await until(() => lines.length === 3)
    const [first, second, third] = lines
    expect(first?.[0]).toBe('info')
    expect(first?.[1]).toMatchObject({
      requestId: 'r1',
      route: 'POST /v1/responses',
      status: 200,
      dialect: 'chat-completions',
      model: 'fake-1',
      outcome: 'failed',
      events: eventsOf(body).length,
      repairs: { 'gateway/dropped-prompt-cache-key': 1 },
      bytes: Buffer.byteLength(body),
    })
    expect(first?.[1].firstEventMs).toBeGreaterThan(0)
    expect(first?.[1].durationMs).toBeGreaterThan(0)
    expect([second?.[0], second?.[1].status]).toEqual(['error', 500])
    expect([third?.[0], third?.[1].status]).toEqual(['warn', 400])
    expect(JSON.stringify(lines)).not.toContain('sk-live')
  })
})
