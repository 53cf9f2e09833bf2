import { Readable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { CUT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { expectStrict } from '../support/adapters/strict.js'

let running: Running | undefined
afterEach(() => running?.close())

it.each(FRAMEWORKS)(
  'E68 a piped source that fails unheard ends the stream and still reaches uncaughtException, $name',
  async ({ app }) => {
    const others = process.listeners('uncaughtException')
    const uncaught: unknown[] = []
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', (error) => uncaught.push(error.message))
    try {
      const route: Route = (_req, res) => {
        const source = new Readable({ read() {} })
        source.push(CUT)
        source.pipe(res.writeHead(200, { 'Content-Type': 'text/event-stream' }))
        setTimeout(() => source.destroy(new Error('unheard')), 5)
      }
      running = await listen(app(route, {}))
      expectStrict(await exchange(running.port), 'Hél', 'failed')
      expect(uncaught).toEqual(['unheard'])
    } finally {
      process.removeAllListeners('uncaughtException')
      for (const listener of others) process.on('uncaughtException', listener)
    }
  },
)
