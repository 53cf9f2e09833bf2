import { fileURLToPath } from 'node:url'
import { strictResponses } from '@strict-responses/express'
import type { RequestHandler } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { header, masked } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'
import { REQUESTS } from './cases/untouched.js'

const FILE = fileURLToPath(import.meta.url)

/** An error whose page does not list the middleware it came through. */
const bare = (message: string): Error => Object.assign(new Error(message), { stack: message })

/** Express' own ways to answer; those of `res` itself stand in the shared table. */
const ROUTES: readonly { readonly name: string; readonly route: RequestHandler }[] = [
  { name: 'S1 res.json', route: (_req, res) => void res.json({ a: 1 }) },
  { name: 'S2 res.send(text), with its ETag', route: (_req, res) => void res.send('héllo') },
  { name: 'S3 res.send(Buffer)', route: (_req, res) => void res.send(Buffer.from([0, 1, 255])) },
  { name: 'S5 res.send()', route: (_req, res) => void res.send() },
  { name: 'S7 res.sendStatus(204)', route: (_req, res) => void res.sendStatus(204) },
  { name: 'S9 res.redirect', route: (_req, res) => res.redirect('/elsewhere') },
  { name: 'S10 res.sendFile', route: (_req, res) => res.sendFile(FILE) },
  { name: 'S11 no route', route: (_req, _res, next) => next() },
  { name: 'S12 next(error)', route: (_req, _res, next) => next(bare('no')) },
  { name: 'S14 two cookies', route: (_req, res) => void res.cookie('a', '1').cookie('b', '2').send('x') },
]

const running: Running[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

describe.each(EXPRESS_VERSIONS)('untouched, $name', ({ make }) => {
  const start = async (wrapped: boolean, route: RequestHandler): Promise<number> => {
    const app = make()
    if (wrapped) app.use(strictResponses())
    app.use(route)
    const server = await listen(app)
    running.push(server)
    return server.port
  }

  it.each(ROUTES)('$name', async ({ route }) => {
    const [plain, wrapped] = [await start(false, route), await start(true, route)]
    const etag = header(await exchange(plain), 'etag') ?? '"none"'
    const requests = { ...REQUESTS, fresh: { headers: { 'If-None-Match': etag } } }
    for (const [kind, request] of Object.entries(requests)) {
      expect(masked(await exchange(wrapped, request)), kind).toBe(masked(await exchange(plain, request)))
    }
  })

  it('S30 res.send of a whole stream leaves as a stream, without its ETag', async () => {
    const port = await start(true, (_req, res) => void res.type('text/event-stream').send(WHOLE))
    const reply = await exchange(port)
    expectStrict(reply, TEXT)
    expect(header(reply, 'etag')).toBeUndefined()
  })

  it('E82 mounted on a path it covers that path alone', async () => {
    const app = make()
    app.use('/v1/responses', strictResponses())
    app.use((_req, res) => void res.type('text/event-stream').send(WHOLE))
    const server = await listen(app)
    running.push(server)
    expectStrict(await exchange(server.port), TEXT)
    expect((await exchange(server.port, { path: '/other' })).body).toBe(WHOLE)
  })
})
