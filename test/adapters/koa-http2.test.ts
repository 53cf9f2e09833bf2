import { type StrictResponsesOptions, strictResponses } from '@strict-responses/koa'
import { afterEach, describe, expect, it } from 'vitest'
import { TEXT } from '../support/adapters/faulty-stream.js'
import type { Route } from '../support/adapters/frameworks.js'
import { type KoaServer, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { Probe, until } from '../support/adapters/probe.js'
import { masked } from '../support/adapters/raw-reply.js'
import { FAILURES } from './cases/failures.js'
import { FLOW } from './cases/flow.js'
import { REQUESTS, UNTOUCHED } from './cases/untouched.js'
import { WRITING } from './cases/writing.js'

/** What the shared cases use and HTTP/2 lacks, by case. */
const WITHOUT: Readonly<Record<string, string>> = { S24: 'a status message', S27: 'setHeaders', S37: 'HTTP/1.0' }
const has = ({ id }: { readonly id: string }): boolean => WITHOUT[id] === undefined

/** Of a HEAD over HTTP/2, Node says from its start that the reply has ended, and Koa does not answer its error. */
const UNANSWERED = ['S12 HEAD', 'S18 HEAD']

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(KOA_VERSIONS)('$name over HTTP/2', ({ make }) => {
  const start = async (route: Route, options?: StrictResponsesOptions): Promise<KoaServer> => {
    await running?.close()
    const app = make()
    app.silent = true
    if (options) app.use(strictResponses(options))
    app.use(async (ctx) => {
      ctx.respond = false
      ctx.res.statusCode = 200
      await route(ctx.req, ctx.res)
    })
    running = await startKoa(app, 'HTTP/2')
    return running
  }

  it.each(WRITING.filter(has))('$id $name', async ({ route, request, check }) => {
    const reply = await (await start(route, {})).exchange(request)
    expectStrictKoa(reply, TEXT)
    check?.(reply)
  })

  it.each(UNTOUCHED)('$id $name', async ({ id, route, requests = REQUESTS }) => {
    for (const [kind, request] of Object.entries(requests)) {
      const unanswered = UNANSWERED.includes(`${id} ${kind}`)
      const ms = unanswered ? 60 : undefined
      const plain = await (await start(route)).exchange(request, ms, ms)
      const wrapped = await (await start(route, {})).exchange(request, ms, ms)
      expect([plain.hung, wrapped.hung], kind).toEqual([unanswered, unanswered])
      expect(masked(wrapped), kind).toBe(masked(plain))
    }
  })

  it.each(FLOW)('$id $name', async ({ route, text = '', notes = [], check }) => {
    const [plain, wrapped] = [new Probe(), new Probe()]
    await (await start(route(plain))).exchange()
    const reply = await (await start(route(wrapped), {})).exchange()
    await until(() => Math.min(plain.notes.length, wrapped.notes.length) >= notes.length)
    expect(wrapped.notes).toEqual(plain.notes)
    expectStrictKoa(reply, text)
    check?.(reply, wrapped)
  })

  it.each(FAILURES)('$id $name', async ({ route, plain, text = 'Hél', notes = [], check }) => {
    const without = await (await start(route(new Probe()))).exchange({}, plain === 'hung' ? 50 : 3000)
    expect([without.hung, without.body.includes('[DONE]')]).toEqual([plain === 'hung', false])
    const probe = new Probe()
    const reply = await (await start(route(probe), {})).exchange()
    expectStrictKoa(reply, text, 'failed')
    expect(reply.body).not.toMatch(/ECONNREFUSED|10\.0\.0\.7|\/srv/)
    expect(probe.notes).toEqual(notes)
    check?.(reply)
  })
})
