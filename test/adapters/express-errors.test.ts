import type { Socket } from 'node:net'
import { strictResponses, strictResponsesErrors } from '@strict-responses/express'
import type { ErrorRequestHandler, Express, RequestHandler } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { CUT, FIRST, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { masked, type RawReply, readReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const SECRET = 'password=hunter2 at /srv/app.js'
/** An error whose page does not list the middleware it came through. */
const bare = (message: string): Error => Object.assign(new Error(message), { stack: message })
const later = (action: () => void): unknown => setTimeout(action, 5)

interface ErrorCase {
  readonly id: string
  readonly name: string
  readonly route: RequestHandler
  readonly handlers?: readonly ErrorRequestHandler[]
  /** What the client has of the body without us; the connection is cut after it unless it is `whole`. */
  readonly plain?: { readonly body: string; readonly whole: boolean }
  readonly only?: string
  readonly check?: (reply: RawReply) => void
}

const write: RequestHandler = (_req, res, next) => {
  res.writeHead(200, EVENT_STREAM).write(CUT)
  later(() => next(new Error(SECRET)))
}

const CASES: readonly ErrorCase[] = [
  { id: 'E69', name: 'next(error) in the middle of the stream', route: write },
  {
    id: 'E70',
    name: 'an async route rejects in the middle of the stream',
    route: async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      await new Promise((resolve) => setTimeout(resolve, 5))
      throw new Error(SECRET)
    },
    only: 'Express 5',
  },
  {
    id: 'E71',
    name: 'a route throws right after it wrote',
    route: (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      throw new Error(SECRET)
    },
  },
  {
    id: 'E72',
    name: 'an error handler answers with status(500).json()',
    route: write,
    handlers: [(_error, _req, res, _next) => void res.status(500).json({ oops: true })],
  },
  {
    id: 'E73',
    name: 'an error handler ends the reply with text',
    route: write,
    handlers: [(_error, _req, res, _next) => void res.end('Internal Server Error')],
    plain: { body: `${CUT}Internal Server Error`, whole: true },
    check: (reply) => expect(reply.body).not.toContain('Internal Server Error'),
  },
  {
    id: 'E74',
    name: 'an error handler passes the error on to the adapter',
    route: (_req, res, next) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      later(() => next(Object.assign(new Error('Slow down.'), { expose: true, status: 429 })))
    },
    handlers: [(error, _req, _res, next) => next(error), strictResponsesErrors()],
    check: (reply) => {
      expect(reply.body).toContain('Slow down.')
      expect(reply.body).toContain('"code":"rate_limit_exceeded"')
    },
  },
]

let running: Running | undefined
afterEach(() => running?.close())

describe.each(EXPRESS_VERSIONS)('errors, $name', ({ name, make }) => {
  const appOf = (wrapped: boolean, route: RequestHandler, handlers: readonly ErrorRequestHandler[] = []): Express => {
    const app = make()
    if (wrapped) app.use(strictResponses())
    app.use(route)
    for (const handler of handlers) app.use(handler)
    return app
  }

  const cases = CASES.filter(({ only = name }) => only === name)
  it.each(cases)('$id $name', async ({ route, handlers, plain = { body: CUT, whole: false }, check }) => {
    running = await listen(appOf(false, route, handlers))
    const without = await exchange(running.port)
    expect([without.body, without.complete]).toEqual([plain.body, plain.whole])
    await running.close()

    running = await listen(appOf(true, route, handlers))
    const reply = await exchange(running.port)
    expectStrict(reply, 'Hél', 'failed')
    expect(reply.complete).toBe(true)
    expect(reply.body).not.toMatch(/hunter2|\/srv/)
    check?.(reply)
  })

  it("E75 a throw before the head gives Express's own page, with no header of ours", async () => {
    const pages: string[] = []
    for (const wrapped of [false, true]) {
      running = await listen(
        appOf(
          wrapped,
          (_req, res) => {
            res.setHeader('Content-Type', 'text/event-stream')
            throw bare('before')
          },
          [strictResponsesErrors()],
        ),
      )
      pages.push(masked(await exchange(running.port)))
      await running.close()
    }
    expect(pages[1]).toBe(pages[0])
    expect(pages[0]).toContain('500 Internal Server Error')
  })

  it('E76 socket.destroy is restored when the stream has ended', async () => {
    const sockets: Socket[] = []
    const guarded: boolean[] = []
    running = await listen(
      appOf(true, (req, res) => {
        sockets.push(req.socket)
        res.writeHead(200, EVENT_STREAM).write(WHOLE)
        guarded.push(Object.hasOwn(req.socket, 'destroy'))
        res.end()
      }),
    )
    const client = openClient(running.port, { headers: { Connection: 'keep-alive' } })
    await until(() => client.received().endsWith('0\r\n\r\n'))
    await until(() => sockets[0] !== undefined && !Object.hasOwn(sockets[0], 'destroy'))
    expect(guarded).toEqual([true])
    expect(client.closed()).toBe(false)
    expectStrict(readReply(Buffer.from(client.received(), 'latin1'), false), TEXT)
  })

  it('E77 closeAllConnections ends an open stream strictly', async () => {
    const probe = new Probe()
    running = await listen(
      appOf(true, (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CUT)
        probe.release()
      }),
    )
    const { server } = running
    void probe.released.then(() => later(() => server.closeAllConnections()))
    expectStrict(await exchange(running.port), 'Hél', 'failed')
  })

  it('what a route writes after its error was handled is swallowed', async () => {
    const probe = new Probe()
    running = await listen(
      appOf(
        true,
        (_req, res, next) => {
          res.writeHead(200, EVENT_STREAM).write(CUT)
          next(new Error(SECRET))
          probe.note(res.write(FIRST, () => probe.note('written')))
        },
        [strictResponsesErrors()],
      ),
    )
    expectStrict(await exchange(running.port), 'Hél', 'failed')
    expect(probe.notes).toEqual([true, 'written'])
  })
})
