import { setTimeout as wait } from 'node:timers/promises'
import { checkStream } from '@strict-responses/core'
import type { StrictResponsesOptions } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, delta, FIRST, SECOND, TEXT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { type OpenClient, openClient } from '../support/adapters/open-client.js'
import { until } from '../support/adapters/probe.js'
import { readReply } from '../support/adapters/raw-reply.js'
import { eventsOf, textOf } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const PATIENCE_MS = 250
const SILENCE_MS = 600
const INTERVAL_MS = 50

/** The styles, and what one of their heartbeats is. */
const STYLES: Readonly<Record<'comment' | 'keepalive' | 'in_progress', RegExp>> = {
  comment: /^: keepalive$/gm,
  keepalive: /^event: keepalive$/gm,
  in_progress: /^event: response\.in_progress$/gm,
}

let running: Running
afterEach(() => running.close())

/** A client that hangs up when nothing has come for a while, as many do. */
function impatient(port: number): OpenClient {
  const client = openClient(port)
  const hangUp = (): unknown => client.socket.destroy()
  client.socket.setTimeout(PATIENCE_MS, hangUp)
  return client
}

/** Says half of a frame, thinks for longer than the client is patient, and ends without closing. */
const thinking: Route = async (_req, res) => {
  res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST + SECOND.slice(0, 30))
  await wait(SILENCE_MS)
  res.write(SECOND.slice(30) + COMPLETED)
}

describe.each(FRAMEWORKS)('heartbeats, $name', ({ app }) => {
  it('without them a client that times out on silence never reads the end', async () => {
    running = await listen(app(thinking, { heartbeat: false }))
    const client = impatient(running.port)
    await until(client.closed)
    expect(client.received()).toContain('"delta":"H')
    expect(client.received()).not.toContain('response.completed')
  })

  it.each(Object.entries(STYLES))(
    '%s: it reads on, no frame is torn, and nothing follows the end',
    async (style, beat) => {
      const heartbeat = { interval: INTERVAL_MS, style } as NonNullable<StrictResponsesOptions['heartbeat']>
      running = await listen(app(thinking, { heartbeat }))
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

  it('in_progress carries the response as it stands', async () => {
    running = await listen(app(thinking, { heartbeat: { interval: INTERVAL_MS, style: 'in_progress' } }))
    const events = eventsOf((await exchange(running.port)).body)
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

  it.each(Object.entries(STYLES))('%s: none while events flow', async (style, beat) => {
    const heartbeat = { interval: 300, style } as NonNullable<StrictResponsesOptions['heartbeat']>
    const flowing: Route = async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      const end = performance.now() + 700
      while (performance.now() < end) {
        res.write(delta('x'))
        await wait(5)
      }
      res.end(COMPLETED)
    }
    running = await listen(app(flowing, { heartbeat }))
    const { body } = await exchange(running.port)
    expect(checkStream(body, { heartbeat }).issues).toEqual([])
    // The protocol's own response.in_progress is the first of its kind.
    expect(body.match(beat)?.length ?? 0).toBe(style === 'in_progress' ? 1 : 0)
  })
})
