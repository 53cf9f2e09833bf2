import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { TEXT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { expectStrict } from '../support/adapters/strict.js'
import { WRITING } from './cases/writing.js'

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('ways of writing, $name', ({ app }) => {
  it.each(WRITING)('$id $name', async ({ route, request, check }) => {
    running = await listen(app(route, {}))
    const reply = await exchange(running.port, request)
    expectStrict(reply, TEXT)
    if (request?.version !== '1.0') expect(reply.raw.endsWith('\r\n0\r\n\r\n')).toBe(true)
    check?.(reply)
  })
})
