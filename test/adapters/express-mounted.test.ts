import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { strictResponses } from '@strict-responses/express'
import type { RequestHandler } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, listenNode, type Running } from '../support/adapters/frameworks.js'
import { type RawReply, readReply } from '../support/adapters/raw-reply.js'
import { requestBytes } from '../support/adapters/raw-request.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

const whole: RequestHandler = (_req, res) => void res.writeHead(200, EVENT_STREAM).end(WHOLE)
const empty: RequestHandler = (_req, res) => void res.writeHead(200, EVENT_STREAM).end()
const dying: RequestHandler = (_req, res, next) => {
  res.writeHead(200, EVENT_STREAM).write(CUT)
  setTimeout(() => next(new Error('no')), 5)
}

/** TLS by a key that both sides know: a server without a certificate. */
const PSK = Buffer.alloc(16, 7)
const CIPHERS = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const

async function exchangeTls(listener: Parameters<typeof createServer>[1]): Promise<RawReply> {
  const server = createServer({ ...CIPHERS, pskCallback: () => PSK }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const chunks: Buffer[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      const socket = connect({
        ...CIPHERS,
        port,
        host: '127.0.0.1',
        pskCallback: () => ({ psk: PSK, identity: 'test' }),
        checkServerIdentity: () => undefined,
      })
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('error', reject)
      socket.on('close', () => resolve())
      socket.write(requestBytes({}))
    })
  } finally {
    server.close()
  }
  return readReply(Buffer.concat(chunks), false)
}

it('E90 plain node:http has the same guarantees', async () => {
  const { port, close } = await listenNode({}, (req, res) => {
    res.writeHead(200, EVENT_STREAM).write(CUT)
    if (req.url === '/v1/dying') return setTimeout(() => res.destroy(new Error('no')), 5)
    return res.end(WHOLE.slice(CUT.length))
  })
  try {
    expectStrict(await exchange(port), TEXT)
    expectStrict(await exchange(port, { path: '/v1/dying' }), 'Hél', 'failed')
  } finally {
    await close()
  }
})

let running: Running | undefined
afterEach(() => running?.close())

describe.each(EXPRESS_VERSIONS)('mounted, $name', ({ make }) => {
  it('E83 in a Router: its routes are covered, those beside it are not', async () => {
    const router = make.Router()
    router.use(strictResponses())
    router.get('/responses', whole)
    router.get('/dying', dying)
    const app = make()
    app.use('/v1', router)
    app.use(whole)
    running = await listen(app)
    expectStrict(await exchange(running.port), TEXT)
    expectStrict(await exchange(running.port, { path: '/v1/dying' }), 'Hél', 'failed')
    expect((await exchange(running.port, { path: '/v2/responses' })).body).toBe(WHOLE)
  })

  it('E83 as one handler among those of a route', async () => {
    const app = make()
    app.get('/v1/responses', strictResponses(), whole)
    app.use(whole)
    running = await listen(app)
    expectStrict(await exchange(running.port), TEXT)
    expect((await exchange(running.port, { path: '/other' })).body).toBe(WHOLE)
  })

  it('E88 a sub-app, wrapped inside, outside or both: normalized once, the path known whole', async () => {
    for (const [outer, inner] of [
      [false, true],
      [true, false],
      [true, true],
    ]) {
      const sub = make()
      if (inner) sub.use(strictResponses())
      sub.get('/responses', whole)
      sub.get('/empty/responses', empty)
      sub.get('/dying/responses', dying)
      const app = make()
      if (outer) app.use(strictResponses())
      app.use('/v1', sub)
      running = await listen(app)
      expectStrict(await exchange(running.port), TEXT)
      // Below its mount point the url is /responses; only a path that asks for a response makes one of nothing.
      expectStrict(await exchange(running.port, { path: '/v1/empty/responses' }), '', 'failed')
      expectStrict(await exchange(running.port, { path: '/v1/dying/responses' }), 'Hél', 'failed')
      await running.close()
    }
  })

  it('E89 over https: an error in the middle ends the stream strictly, where it is cut without us', async () => {
    const app = make()
    app.use('/v1/responses', strictResponses())
    app.use('/v1/responses', dying)
    expectStrict(await exchangeTls(app), 'Hél', 'failed')
    const plain = await exchangeTls(make().use(dying))
    expect([plain.body, plain.complete]).toEqual([CUT, false])
  })

  it('E89 over https: a whole stream', async () => {
    expectStrict(await exchangeTls(make().use(strictResponses()).use(whole)), TEXT)
  })
})
