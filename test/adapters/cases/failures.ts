import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect } from 'vitest'
import { CUT, FIRST } from '../../support/adapters/faulty-stream.js'
import type { Route } from '../../support/adapters/frameworks.js'
import type { Probe } from '../../support/adapters/probe.js'
import type { RawReply } from '../../support/adapters/raw-reply.js'

/** A route that breaks after its first words; what leaves is a strict failed stream each time. */
export interface FailureCase {
  readonly id: string
  readonly name: string
  readonly route: (probe: Probe) => Route
  /** What the client sees without us. */
  readonly plain: 'unterminated' | 'cut' | 'nothing' | 'hung'
  readonly text?: string
  readonly notes?: readonly unknown[]
  readonly check?: (reply: RawReply) => void
}

export const SECRET = 'connect ECONNREFUSED 10.0.0.7:5432 at /srv/app/db.js'
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

async function* breaking(error: Error): AsyncGenerator<string> {
  yield CUT
  await new Promise((resolve) => setTimeout(resolve, 5))
  throw error
}

/** A source that has written its first words and is still open. */
function open(): Readable {
  const source = new Readable({ read() {} })
  source.push(CUT)
  return source
}

export const FAILURES: readonly FailureCase[] = [
  {
    id: 'S50',
    name: 'end without a terminal event',
    route: () => (_req, res) => res.writeHead(200, EVENT_STREAM).end(CUT),
    plain: 'unterminated',
  },
  {
    id: 'S50',
    name: 'an empty event stream where a response was asked for',
    route: () => (_req, res) => res.writeHead(200, EVENT_STREAM).end(),
    plain: 'unterminated',
    text: '',
  },
  {
    id: 'S51',
    name: 'the source of a pipeline fails',
    route: () => async (_req, res) => pipeline(breaking(new Error(SECRET)), res.writeHead(200, EVENT_STREAM)),
    plain: 'cut',
  },
  {
    id: 'S51',
    name: 'the source of a pipeline fails before its first byte',
    route: () => async (_req, res) => {
      const source = new Readable({ read: () => source.destroy(new Error(SECRET)) })
      res.setHeader('Content-Type', 'text/event-stream')
      await pipeline(source, res).catch(() => {})
    },
    plain: 'nothing',
    text: '',
  },
  {
    id: 'S52',
    name: 'a piped source is destroyed',
    route: () => (_req, res) => {
      const source = open()
      source.pipe(res.writeHead(200, EVENT_STREAM))
      setTimeout(() => source.destroy(), 5)
    },
    plain: 'hung',
  },
  {
    id: 'S52',
    name: 'a piped source fails, and somebody listens',
    route: () => (_req, res) => {
      const source = open()
      source.on('error', () => {})
      source.pipe(res.writeHead(200, EVENT_STREAM))
      setTimeout(() => source.destroy(new Error(SECRET)), 5)
    },
    plain: 'hung',
  },
  {
    id: 'S53',
    name: 'res.destroy()',
    route: () => (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      setTimeout(() => res.destroy(), 5)
    },
    plain: 'cut',
  },
  {
    id: 'S53',
    name: 'res.destroy(error)',
    route: () => (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      setTimeout(() => res.destroy(new Error(SECRET)), 5)
    },
    plain: 'cut',
  },
  {
    id: 'S54',
    name: 'what the route writes after its forced end is swallowed',
    route:
      ({ note }) =>
      (_req, res) => {
        res.on('error', note)
        res.writeHead(200, EVENT_STREAM).write(CUT)
        setTimeout(() => {
          res.destroy()
          note(res.write(FIRST, () => note('written')))
          res.end(FIRST, () => note('ended'))
          res.destroy()
        }, 5)
      },
    plain: 'cut',
    notes: [true, 'written', 'ended'],
  },
  {
    id: 'S56',
    name: 'a message that may be shown is shown',
    route: () => async (_req, res) => {
      const error = Object.assign(new Error('The model is busy.'), { expose: true, status: 429 })
      await pipeline(breaking(error), res.writeHead(200, EVENT_STREAM))
    },
    plain: 'cut',
    check: (reply) => {
      expect(reply.body).toContain('The model is busy.')
      expect(reply.body).toContain('"code":"rate_limit_exceeded"')
    },
  },
]
