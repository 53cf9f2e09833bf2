import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { Probe } from '../support/adapters/probe.js'
import { expectStrict } from '../support/adapters/strict.js'

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('getHeader, $name', ({ app }) => {
  it('tells a compressor mounted inside to keep off a declared event stream, and leaves nothing behind', async () => {
    const probe = new Probe()
    const ask: Route = (_req, res) => {
      const asked = (): void => probe.note([res.getHeader('cache-control'), res.hasHeader('Cache-Control')])
      asked()
      res.setHeader('Content-Type', 'text/event-stream')
      asked()
      res.setHeader('Cache-Control', 'private')
      asked()
      res.removeHeader('Cache-Control')
      res.setHeader('Content-Type', 'text/plain')
      asked()
      res.setHeader('Content-Type', 'text/event-stream')
      res.end(WHOLE)
      asked()
    }
    running = await listen(app(ask, {}))
    expectStrict(await exchange(running.port), TEXT)
    expect(probe.notes).toEqual([
      [undefined, false],
      ['no-cache, no-transform', false],
      ['private, no-transform', true],
      [undefined, false],
      ['no-cache, no-transform', true],
    ])
  })
})
