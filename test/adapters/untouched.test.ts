import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { masked } from '../support/adapters/raw-reply.js'
import { REQUESTS, UNTOUCHED } from './cases/untouched.js'

const running: Running[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

describe.each(FRAMEWORKS)('untouched, $name', ({ app }) => {
  it.each(UNTOUCHED)('$id $name', async ({ route, requests = REQUESTS, has = '' }) => {
    const plain = await listen(app(route, undefined))
    const wrapped = await listen(app(route, {}))
    running.push(plain, wrapped)
    const replies: string[] = []
    for (const [kind, request] of Object.entries(requests)) {
      const [without, with_] = [await exchange(plain.port, request), await exchange(wrapped.port, request)]
      expect(masked(with_), kind).toBe(masked(without))
      replies.push(without.raw)
    }
    expect(replies.some((raw) => raw.includes(has))).toBe(true)
  })
})
