import { once } from 'node:events'
import { Readable } from 'node:stream'
import { intercept, interceptionOf } from '@strict-responses/node'
import { expect } from 'vitest'
import { COMPLETED, CREATED, delta, FRAMES, TEXT, WHOLE } from '../../support/adapters/faulty-stream.js'
import type { Route } from '../../support/adapters/frameworks.js'
import type { Probe } from '../../support/adapters/probe.js'
import type { RawReply } from '../../support/adapters/raw-reply.js'
import { eventsOf } from '../../support/adapters/strict.js'

/** How writes flow: callbacks, drains, events and states must be what they are without us. */
export interface FlowCase {
  readonly id: string
  readonly name: string
  readonly route: (probe: Probe) => Route
  /** The text that arrives. */
  readonly text?: string
  /** What the route noted, with the adapter and without it. */
  readonly notes?: readonly unknown[]
  readonly check?: (reply: RawReply, probe: Probe) => void
}

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const COUNT = 400
const LINES = Array.from({ length: COUNT }, (_, index) => `${index} ${'x'.repeat(500)}\n`)

const codeOf = (action: () => unknown): unknown => {
  try {
    action()
    return 'no error'
  } catch (error) {
    return error instanceof Error ? Reflect.get(error, 'code') : error
  }
}

const CASES: readonly FlowCase[] = [
  {
    id: 'S38',
    name: 'write returns false, a drain follows, and all arrives in order',
    route:
      ({ note }) =>
      async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED)
        let drains = 0
        for (const line of LINES) {
          if (res.write(delta(line))) continue
          await once(res, 'drain')
          drains++
        }
        res.end(COMPLETED)
        note(drains > 1)
      },
    text: LINES.join(''),
    notes: [true],
    check: (reply) => {
      const deltas = eventsOf(reply.body).filter((event) => event['type'] === 'response.output_text.delta')
      expect(deltas.map((event) => event['delta'])).toEqual(LINES)
    },
  },
  {
    id: 'S38',
    name: 'a held chunk returns the truth too',
    route:
      ({ note }) =>
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        note(res.write(CREATED.slice(0, 5)))
        note(res.write(CREATED.slice(5) + delta('x'.repeat(100_000))))
        note(res.write(COMPLETED.slice(0, 5)))
        res.end(COMPLETED.slice(5))
      },
    text: 'x'.repeat(100_000),
    notes: [true, false, false],
  },
  {
    id: 'S40',
    name: 'held partial frames never stall pipe',
    route: () => (_req, res) => {
      const whole = Buffer.from(CREATED + LINES.slice(0, 50).map(delta).join('') + COMPLETED)
      const pieces = Array.from({ length: Math.ceil(whole.length / 7) }, (_, at) => whole.subarray(at * 7, at * 7 + 7))
      Readable.from(pieces).pipe(res.writeHead(200, EVENT_STREAM))
    },
    text: LINES.slice(0, 50).join(''),
  },
  {
    id: 'S41',
    name: 'callbacks fire in order, also for held chunks',
    route:
      ({ note }) =>
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        const [at, half] = [CREATED.length, WHOLE.length >> 1]
        res.write(CREATED, () => note(1))
        res.write(WHOLE.slice(at, at + 5), () => note(2))
        res.write(WHOLE.slice(at + 5, half), 'utf8', () => note(3))
        res.write(WHOLE.slice(half), () => note(4))
        res.end(() => note(5))
      },
    notes: [1, 2, 3, 4, 5],
  },
  {
    id: 'S43',
    name: 'finish, then close, once each',
    route:
      ({ note }) =>
      (_req, res) => {
        for (const event of ['finish', 'close']) res.on(event, () => note(event))
        res.writeHead(200, EVENT_STREAM).end(WHOLE)
      },
    notes: ['finish', 'close'],
  },
  {
    id: 'S44',
    name: 'headersSent and writableEnded are native',
    route:
      ({ note }) =>
      (_req, res) => {
        const state = (): void => note([res.headersSent, res.writableEnded])
        state()
        res.writeHead(200, EVENT_STREAM)
        state()
        res.write(CREATED)
        state()
        res.end(FRAMES.slice(1).join(''))
        state()
      },
    notes: [
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ],
  },
  {
    id: 'S45',
    name: 'setHeader and writeHead throw after the head',
    route:
      ({ note }) =>
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED)
        note(codeOf(() => res.setHeader('X-Late', '1')))
        note(codeOf(() => res.writeHead(500)))
        res.end(FRAMES.slice(1).join(''))
      },
    notes: ['ERR_HTTP_HEADERS_SENT', 'ERR_HTTP_HEADERS_SENT'],
  },
  {
    id: 'S46',
    name: 'write(null) and write({}) throw, before the head and after it',
    route:
      ({ note }) =>
      (_req, res) => {
        res.setHeader('Content-Type', 'text/event-stream')
        for (const chunk of [null, {}]) note(codeOf(() => Reflect.apply(res.write, res, [chunk])))
        note(res.headersSent)
        res.write(CREATED)
        for (const chunk of [null, {}]) note(codeOf(() => Reflect.apply(res.write, res, [chunk])))
        res.end(FRAMES.slice(1).join(''))
      },
    notes: ['ERR_STREAM_NULL_VALUES', 'ERR_INVALID_ARG_TYPE', false, 'ERR_STREAM_NULL_VALUES', 'ERR_INVALID_ARG_TYPE'],
  },
  {
    id: 'S47',
    name: 'a second end is harmless',
    route:
      ({ note }) =>
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM).end(WHOLE)
        res.end()
        res.end(() => note('called'))
      },
    notes: ['called'],
  },
  {
    id: 'S48',
    name: 'mounted twice, a stream is normalized once',
    route:
      ({ note }) =>
      (req, res) => {
        const { write } = res
        const first = interceptionOf(res)
        if (first) note(intercept(req, res) === first && res.write === write)
        else note(true)
        res.writeHead(200, EVENT_STREAM).end(WHOLE)
      },
    notes: [true],
  },
]

export const FLOW: readonly FlowCase[] = CASES.map((row) => ({ text: TEXT, ...row }))
