import { strictResponses } from '@strict-responses/express'
import { createSession } from 'better-sse'
import type { RequestHandler } from 'express'
import session from 'express-session'
import morgan from 'morgan'
import onHeaders from 'on-headers'
import responseTime from 'response-time'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { CUT, FRAMES, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header, type RawReply, readReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

interface Beside {
  readonly id: string
  readonly name: string
  readonly middleware: (note: (note: unknown) => void) => RequestHandler
  /** What the middleware did to a reply. */
  readonly mark: (reply: RawReply, notes: readonly unknown[]) => unknown
  readonly expected: unknown
}

const MIDDLEWARES: readonly Beside[] = [
  {
    id: 'E85',
    name: 'express-session',
    middleware: () => {
      const keep = session({ secret: 'test', resave: false, saveUninitialized: true })
      return (req, res, next) =>
        keep(req, res, (error?: unknown) => {
          Object.assign(req.session ?? {}, { seen: true })
          next(error)
        })
    },
    mark: (reply) => header(reply, 'set-cookie'),
    expected: expect.stringMatching(/^connect\.sid=s%3A.+; Path=\/; HttpOnly$/),
  },
  {
    id: 'E86',
    name: 'morgan',
    middleware: (note) => morgan(':method :url :status', { stream: { write: (line) => note(line.trim()) } }),
    mark: (_reply, notes) => notes,
    expected: ['GET /v1/responses 200'],
  },
  {
    id: 'E86',
    name: 'response-time',
    middleware: () => responseTime(),
    mark: (reply) => header(reply, 'x-response-time'),
    expected: expect.stringMatching(/^\d+\.\d+ms$/),
  },
  {
    id: 'E86',
    name: 'on-headers',
    middleware: (note) => (_req, res, next) => {
      onHeaders(res, () => {
        note(res.getHeader('content-type'))
        res.setHeader('X-Late', 'set')
      })
      next()
    },
    mark: (reply, notes) => [header(reply, 'x-late'), notes.length],
    expected: ['set', 1],
  },
]

const ROUTES: readonly { readonly name: string; readonly route: RequestHandler }[] = [
  { name: 'setHeader and send', route: (_req, res) => void res.type('text/event-stream').send(WHOLE) },
  { name: 'writeHead and end', route: (_req, res) => void res.writeHead(200, EVENT_STREAM).end(WHOLE) },
  {
    name: 'write by write',
    route: (_req, res) => {
      res.type('text/event-stream').flushHeaders()
      for (const frame of FRAMES) res.write(frame)
      setTimeout(() => res.end(), 5)
    },
  },
]

let running: Running | undefined
afterEach(() => running?.close())

describe.each(EXPRESS_VERSIONS)('beside us, $name', ({ make }) => {
  const reply = async (before: readonly RequestHandler[], route: RequestHandler): Promise<RawReply> => {
    await running?.close()
    const app = make()
    for (const middleware of before) app.use(middleware)
    running = await listen(app.use(route))
    return exchange(running.port)
  }

  describe.each(MIDDLEWARES)('$id $name', ({ middleware, mark, expected }) => {
    it.each(ROUTES)('does its work before and after us, and alone: $name', async ({ route }) => {
      for (const where of ['alone', 'before', 'after'] as const) {
        const probe = new Probe()
        const it = middleware(probe.note)
        const use = { alone: [it], before: [it, strictResponses()], after: [strictResponses(), it] }[where]
        const answer = await reply(use, route)
        await until(() => mark(answer, probe.notes) !== undefined)
        expect(mark(answer, probe.notes), where).toEqual(expected)
        if (where === 'alone') expect(answer.body).toBe(WHOLE)
        else expectStrict(answer, TEXT)
      }
    })

    it('does its work where the route dies in the middle of the stream', async () => {
      const route: RequestHandler = (_req, res, next) => {
        res.writeHead(200, EVENT_STREAM).write(CUT)
        setTimeout(() => next(new Error('no')), 5)
      }
      for (const where of ['before', 'after'] as const) {
        const probe = new Probe()
        const it = middleware(probe.note)
        const answer = await reply(where === 'before' ? [it, strictResponses()] : [strictResponses(), it], route)
        expectStrict(answer, 'Hél', 'failed')
        await until(() => mark(answer, probe.notes) !== undefined)
        expect(mark(answer, probe.notes), where).toEqual(expected)
      }
    })
  })

  it('E85 a session that changes while the stream is open is saved', async () => {
    const store = new session.MemoryStore()
    const keep = session({ secret: 'test', resave: false, saveUninitialized: true, store })
    const route: RequestHandler = (req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      Object.assign(req.session, { late: 'yes' })
      res.end(WHOLE.slice(CUT.length))
    }
    for (const use of [
      [keep, strictResponses()],
      [strictResponses(), keep],
    ]) {
      expectStrict(await reply(use, route), TEXT)
      const all = await new Promise((resolve) => store.all?.((_error, sessions) => resolve(sessions)))
      expect(JSON.stringify(all)).toContain('"late":"yes"')
      await new Promise<void>((resolve) => store.clear(() => resolve()))
    }
  })

  it('E87 better-sse, with its own ids, retries and names of events', async () => {
    const route: RequestHandler = async (req, res) => {
      const sse = await createSession(req, res)
      for (const frame of FRAMES) sse.push(JSON.parse(frame.slice(6)))
      setTimeout(() => res.end(), 5)
    }
    const replies: RawReply[] = []
    for (const use of [[], [strictResponses()]]) {
      running = await listen(make().use([...use, route]))
      // It sends Connection: keep-alive whatever the client asked for.
      const client = openClient(running.port)
      await until(() => client.received().endsWith('0\r\n\r\n'))
      replies.push(readReply(Buffer.from(client.received(), 'latin1'), false))
      await running.close()
    }
    const [without, ours] = replies
    expect(without?.body).toMatch(/^retry: ?\d+$/m)
    expect(without?.body).toMatch(/^event: ?message$/m)
    expectStrict(ours as RawReply, TEXT)
    expect(ours?.body).not.toMatch(/^(?:id|retry):/m)
  })
})
