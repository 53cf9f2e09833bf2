import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { CUT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { Probe } from '../support/adapters/probe.js'
import type { RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'
import { FAILURES, type FailureCase } from './cases/failures.js'

const PLAIN: Record<FailureCase['plain'], (reply: RawReply) => void> = {
  unterminated: (reply) => expect([reply.complete, CUT.includes(reply.body)]).toEqual([true, true]),
  cut: (reply) => expect([reply.complete, reply.hung, reply.body]).toEqual([false, false, CUT]),
  nothing: (reply) => expect([reply.status, reply.raw]).toEqual([0, '']),
  hung: (reply) => expect([reply.hung, reply.body]).toEqual([true, CUT]),
}

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('failures, $name', ({ app }) => {
  it.each(FAILURES)('$id $name', async ({ route, plain, text = 'Hél', notes = [], check }) => {
    running = await listen(app(route(new Probe()), undefined))
    PLAIN[plain](await exchange(running.port, {}, plain === 'hung' ? 50 : 3000))
    await running.close()

    const probe = new Probe()
    const errors: unknown[] = []
    running = await listen(app(route(probe), { onError: (error) => errors.push(error) }))
    const reply = await exchange(running.port)
    expectStrict(reply, text, 'failed')
    expect(reply.raw.endsWith('\r\n0\r\n\r\n'), 'S57 the reply ends as HTTP wants it').toBe(true)
    expect(reply.body, 'S56 nothing of the error leaks').not.toMatch(/ECONNREFUSED|10\.0\.0\.7|\/srv/)
    expect(errors.length).toBeLessThanOrEqual(1)
    expect(probe.notes).toEqual(notes)
    check?.(reply)
  })
})
