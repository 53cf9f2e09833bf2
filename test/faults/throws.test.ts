import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { CUT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { masked } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const SECRET = 'password=hunter2 at /srv/app/model.js'
const fault = (): never => {
  throw new Error(SECRET)
}

const BEFORE: readonly (readonly [name: string, route: Route])[] = [
  ['synchronously', () => fault()],
  ['later', () => wait(5).then(fault)],
  [
    'with an event stream declared',
    (_req, res) => {
      res.setHeader('Content-Type', 'text/event-stream')
      return wait(5).then(fault)
    },
  ],
]

const AFTER: readonly (readonly [name: string, route: Route])[] = [
  [
    'synchronously',
    (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(CUT)
      fault()
    },
  ],
  [
    'later',
    async (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(CUT)
      await wait(20)
      fault()
    },
  ],
  [
    'in the middle of a frame',
    async (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(CUT)
      res.write(CUT.slice(0, 30))
      await wait(5)
      fault()
    },
  ],
]

let running: Running
afterEach(() => running.close())

describe.each(FRAMEWORKS)('a route that throws, $name', ({ app }) => {
  it.each(BEFORE)('before the first byte, %s: the error page is that of the framework', async (_name, route) => {
    const replies: string[] = []
    for (const options of [undefined, {}]) {
      running = await listen(app(route, options))
      const reply = await exchange(running.port)
      expect([reply.status, reply.complete]).toEqual([500, true])
      // A stack, which Express shows while it is developed with, is where the adapter may be seen.
      replies.push(masked(reply).replace(/(Content-Length: ).*|<pre>.*/g, '$1'))
      await running.close()
    }
    expect(replies[1]).toBe(replies[0])
  })

  it.each(AFTER)(
    'after the first byte, %s: the response fails, and nothing of the error shows',
    async (_name, route) => {
      running = await listen(app(route, undefined))
      // Koa leaves its client waiting.
      const plain = await exchange(running.port, {}, 100)
      expect(plain.raw.endsWith('\r\n0\r\n\r\n'), 'cut').toBe(false)
      await running.close()

      const errors: unknown[] = []
      running = await listen(app(route, { onError: (error) => errors.push(error) }))
      const reply = await exchange(running.port)
      expectStrict(reply, 'Hél', 'failed')
      expect(reply.complete).toBe(true)
      expect(reply.body).not.toMatch(/hunter2|\/srv/)
      expect(errors.length).toBe(1)
    },
  )
})
