import type { IncomingMessage, ServerResponse } from 'node:http'
import net from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { checkStream, memoryEventLog } from '@strict-responses/core'
import { type StrictResponsesOptions, streamResponse } from '@strict-responses/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openStreams, undecided } from '../../packages/node/src/open-streams.js'
import { runs } from '../conformance/property.js'
import { FRAMES, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, type Framework, listen, type Route } from '../support/adapters/frameworks.js'
import { until, wait } from '../support/adapters/probe.js'
import { header, type RawReply, readReply } from '../support/adapters/raw-reply.js'
import { requestBytes } from '../support/adapters/raw-request.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

/** What a route may do next; each is a mistake somewhere. */
type Act = (req: IncomingMessage, res: ServerResponse, opened: Readable[]) => unknown

const piped = (res: ServerResponse, opened: Readable[], source: Readable): Readable => {
  opened.push(source.on('error', () => {}))
  source.pipe(res)
  return source
}

const endless = (): Readable => {
  const source = new Readable({ read() {} })
  source.push(FRAMES.slice(0, 2).join(''))
  return source
}

const ACTS: Readonly<Record<string, Act>> = {
  setHeader: (_req, res) => res.headersSent || res.setHeader('Content-Type', 'text/event-stream'),
  head: (_req, res) => res.headersSent || res.writeHead(200, EVENT_STREAM),
  flush: (_req, res) => res.flushHeaders(),
  json: (_req, res) => res.headersSent || res.setHeader('Content-Type', 'application/json'),
  created: (_req, res) => res.write(FRAMES[0]),
  delta: (_req, res) => res.write(FRAMES[1]),
  cut: (_req, res) => res.write((FRAMES[1] ?? '').slice(0, 30)),
  completed: (_req, res) => res.write(FRAMES[3]),
  end: (_req, res) => res.end(),
  endWhole: (_req, res) => res.end(WHOLE),
  destroy: (_req, res) => res.destroy(),
  destroyError: (_req, res) => res.destroy(new Error('no')),
  socket: (req) => req.socket.destroy(),
  throw: () => {
    throw new Error('no')
  },
  pipe: (_req, res, opened) => piped(res, opened, Readable.from([...FRAMES])),
  pipeEndless: (_req, res, opened) => piped(res, opened, endless()),
  pipeDies: (_req, res, opened) => piped(res, opened, endless()).destroy(new Error('no')),
  pipeThrough: (_req, res, opened) => piped(res, opened, endless().pipe(new PassThrough())),
  unpipe: (_req, _res, opened) => opened.at(-1)?.unpipe(),
  respond: (_req, res, opened) => {
    const source = endless()
    opened.push(source)
    return streamResponse(res, source).catch(() => {})
  },
  wait: () => wait(4),
  waitForClose: (_req, res) => new Promise((resolve) => (res.closed ? resolve(0) : res.once('close', resolve))),
}

const OPTIONS: Readonly<Record<string, () => StrictResponsesOptions>> = {
  plain: () => ({}),
  gate: () => ({ commitAfter: 6 }),
  log: () => ({ eventLog: memoryEventLog(), onDisconnect: 'continue', idleTimeout: 60 }),
  json: () => ({ expandJson: true }),
  beats: () => ({ heartbeat: { interval: 3 } }),
  idle: () => ({ idleTimeout: 8 }),
  limits: () => ({ limits: { openMs: 12, outputBytes: 400 } }),
}

const scenario = fc.record({
  framework: fc.constantFrom(...FRAMEWORKS.map(({ name }) => name)),
  options: fc.constantFrom(...Object.keys(OPTIONS)),
  acts: fc.array(fc.constantFrom(...Object.keys(ACTS)), { minLength: 1, maxLength: 7 }),
  requests: fc.constantFrom(1, 1, 1, 3),
  leavesAfter: fc.constantFrom(0, 1, 3, 6, 15, 40),
  reads: fc.boolean(),
})

/** One connection with its requests, until its client closes it; gives what came back. Rejects where something stays open. */
async function play({ framework, options, acts, requests, leavesAfter, reads }: Scenario): Promise<RawReply> {
  const opened: Readable[] = []
  // What an earlier one has left is no matter of this one.
  const before = openStreams.size + undecided.size
  let running = 0
  const { app } = FRAMEWORKS.find(({ name }) => name === framework) as Framework
  const route: Route = async (req, res) => {
    running++
    // Of what it writes behind its end.
    res.on('error', () => {})
    try {
      for (const act of acts) await ACTS[act]?.(req, res, opened)
    } finally {
      running--
    }
  }
  const server = await listen(app(route, { ...OPTIONS[options]?.(), onError: () => {} }))
  const socket = net.connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  const chunks: Buffer[] = []
  if (reads) socket.on('data', (chunk) => chunks.push(chunk))
  socket.write(requestBytes(requests > 1 ? { headers: { Connection: 'keep-alive' } } : {}).repeat(requests))
  const ended = new Promise((resolve) => socket.once('end', resolve))
  await Promise.race([ended, wait(leavesAfter)])
  socket.destroy()
  await until(() => running === 0 && openStreams.size + undecided.size <= before, 2000).finally(() => server.close())
  return readReply(Buffer.concat(chunks), false)
}

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

describe('whatever a route does, and whenever its client leaves', () => {
  it('nothing stays open, and what left whole is strict', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (scenario) => {
        const reply = await play(scenario)
        const isStream = reply.status === 200 && header(reply, 'content-type')?.startsWith('text/event-stream')
        if (scenario.requests === 1 && reply.complete && isStream) expect(checkStream(reply.body).issues).toEqual([])
      }),
      runs(4),
    )
  })
})
