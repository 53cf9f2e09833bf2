import type { RequestListener } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { checkStream } from '@strict-responses/core'
import type { StrictResponsesOptions } from '@strict-responses/node'
import { describe, it, type TestContext } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, delta, FIRST, SECOND, TEXT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { type OpenClient, openClient } from '../support/adapters/open-client.js'
import { BEGINNING_MS, Patience } from '../support/adapters/patience.js'
import { until } from '../support/adapters/probe.js'
import { readReply } from '../support/adapters/raw-reply.js'
import { eventsOf, textOf } from '../support/adapters/strict.js'
import { loopTime } from '../support/loop-time.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
// Long enough that a busy machine is not taken for silence: they wait side by side.
const PATIENCE_MS = 1000
const SILENCE_MS = 1600
const INTERVAL_MS = 100

/** The styles, and what one of their heartbeats is. */
const STYLES: Readonly<Record<'comment' | 'keepalive' | 'in_progress', RegExp>> = {
  comment: /^: keepalive$/gm,
  keepalive: /^event: keepalive$/gm,
  in_progress: /^event: response\.in_progress$/gm,
}

/** Runs a route for one of the tests that go on at the same time. */
async function serve(listener: RequestListener, { onTestFinished }: TestContext): Promise<Running> {
  const running = await listen(listener)
  onTestFinished(() => running.close())
  return running
}

/** A client that hangs up when nothing has come for a while, as many do; not counting while this machine stands still. */
function impatient(port: number): OpenClient {
  const client = openClient(port)
  const patience = new Patience(PATIENCE_MS, BEGINNING_MS, () => client.socket.destroy())
  client.socket.on('data', () => patience.begin()).on('close', () => patience.stop())
  return client
}

/** Says half of a frame, thinks for longer than the client is patient, and ends without closing. */
const thinking: Route = async (_req, res) => {
  res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST + SECOND.slice(0, 30))
  const silent = loopTime()
  await until(() => loopTime() - silent > SILENCE_MS)
  res.write(SECOND.slice(30) + COMPLETED)
}

describe.concurrent.each(FRAMEWORKS)('heartbeats, $name', ({ app }) => {
  it('without them a client that times out on silence never reads the end', async (context) => {
    const { expect } = context
    const running = await serve(app(thinking, { heartbeat: false }), context)
    const client = impatient(running.port)
    await until(client.closed)
    expect(client.received()).toContain('"delta":"H')
    expect(client.received()).not.toContain('response.completed')
  })

  it.for(Object.entries(STYLES))(
    '%s: it reads on, no frame is torn, and nothing follows the end',
    async ([style, beat], context) => {
      const { expect } = context
      const heartbeat = { interval: INTERVAL_MS, style } as NonNullable<StrictResponsesOptions['heartbeat']>
      const running = await serve(app(thinking, { heartbeat }), context)
      const client = impatient(running.port)
      await until(client.closed)
      const { body, complete } = readReply(Buffer.from(client.received(), 'latin1'), false)
      expect(complete).toBe(true)
      expect(checkStream(body, { heartbeat }).issues).toEqual([])
      expect(body.match(beat)?.length).toBeGreaterThan(3)
      expect(textOf(body)).toBe(TEXT)
      expect(body.endsWith('data: [DONE]\n\n')).toBe(true)
      const events = eventsOf(body)
      expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_, at) => at))
    },
  )

  it('in_progress carries the response as it stands', async (context) => {
    const { expect } = context
    const heartbeat = { interval: INTERVAL_MS, style: 'in_progress' } as const
    const running = await serve(app(thinking, { heartbeat }), context)
    const events = eventsOf((await exchange(running.port, {}, 5000)).body)
    const id = Reflect.get(events[0]?.['response'] ?? {}, 'id')
    const beats = events.filter(({ type }) => type === 'response.in_progress').slice(1)
    expect(beats.length).toBeGreaterThan(2)
    for (const beat of beats)
      expect(beat['response']).toMatchObject({
        id,
        status: 'in_progress',
        output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hél' }] }],
      })
  })

  // A machine that stands still for as long as the interval is silent.
  it.for(Object.entries(STYLES))('%s: none while events flow', { retry: 2 }, async ([style, beat], context) => {
    const { expect } = context
    const heartbeat = { interval: 800, style } as NonNullable<StrictResponsesOptions['heartbeat']>
    const flowing: Route = async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      const end = performance.now() + 1500
      while (performance.now() < end) {
        res.write(delta('x'))
        await wait(20)
      }
      res.end(COMPLETED)
    }
    const running = await serve(app(flowing, { heartbeat }), context)
    const { body } = await exchange(running.port, {}, 5000)
    expect(checkStream(body, { heartbeat }).issues).toEqual([])
    // The protocol's own response.in_progress is the first of its kind.
    expect(body.match(beat)?.length ?? 0).toBe(style === 'in_progress' ? 1 : 0)
  })
})
