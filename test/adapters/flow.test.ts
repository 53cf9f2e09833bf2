import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { Probe, until } from '../support/adapters/probe.js'
import { expectStrict } from '../support/adapters/strict.js'
import { FLOW } from './cases/flow.js'

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('flow, $name', ({ app }) => {
  it.each(FLOW)('$id $name', async ({ route, text = '', notes = [], check }) => {
    for (const options of [undefined, {}]) {
      const probe = new Probe()
      running = await listen(app(route(probe), options))
      const reply = await exchange(running.port)
      await until(() => probe.notes.length >= notes.length)
      expect(probe.notes, options ? 'wrapped' : 'plain').toEqual(notes)
      await running.close()
      if (!options) continue
      expectStrict(reply, text)
      check?.(reply, probe)
    }
  })
})
