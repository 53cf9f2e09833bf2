import { gzipSync } from 'node:zlib'
import { strictResponses } from '@strict-responses/express'
import compression from 'compression'
import type { RequestHandler } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { CREATED, FIRST, FRAMES, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header, masked, type RawReply, readReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const GZIP = { headers: { 'Accept-Encoding': 'gzip' } }

/** Where the compressor stands. */
const ORDERS: readonly { readonly id: string; readonly where: string; readonly use: () => RequestHandler[] }[] = [
  { id: 'S61', where: 'before us', use: () => [compression({ threshold: 0 }), strictResponses()] },
  { id: 'S62', where: 'after us', use: () => [strictResponses(), compression({ threshold: 0 })] },
]

/** Ways to send an event stream, as they differ for a compressor. */
const WAYS: readonly { readonly name: string; readonly route: RequestHandler }[] = [
  {
    name: 'writeHead and write',
    route: (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(WHOLE)
      res.end()
    },
  },
  {
    name: 'setHeader and end',
    route: (_req, res) => void res.setHeader('Content-Type', 'text/event-stream').end(WHOLE),
  },
  { name: 'res.send', route: (_req, res) => void res.type('text/event-stream').send(WHOLE) },
  {
    name: 'write by write, with flushes and callbacks',
    route: (_req, res) => {
      res.type('text/event-stream').flushHeaders()
      for (const frame of FRAMES) res.write(frame, () => res.flush())
      res.end()
    },
  },
]

let running: Running | undefined
afterEach(() => running?.close())

describe.each(EXPRESS_VERSIONS)('compression, $name', ({ make }) => {
  const start = async (before: readonly RequestHandler[], route: RequestHandler): Promise<number> => {
    await running?.close()
    const app = make()
    for (const middleware of before) app.use(middleware)
    running = await listen(app.use(route))
    return running.port
  }
  const reply = async (before: readonly RequestHandler[], route: RequestHandler): Promise<RawReply> =>
    exchange(await start(before, route), GZIP)

  describe.each(ORDERS)('$where', ({ id, use }) => {
    it.each(WAYS)(`${id} leaves an event stream alone: $name`, async ({ route }) => {
      expect(header(await reply([compression({ threshold: 0 })], route), 'content-encoding')).toBe('gzip')
      const ours = await reply(use(), route)
      expect(header(ours, 'content-encoding')).toBeUndefined()
      expect(header(ours, 'cache-control')).toMatch(/no-transform/)
      expectStrict(ours, TEXT)
    })

    it(`${id} the first event leaves before the route goes on`, async () => {
      const probe = new Probe()
      const port = await start(use(), async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
        await probe.released
        res.end(WHOLE.slice((CREATED + FIRST).length))
      })
      const client = openClient(port, GZIP)
      await until(() => client.received().includes('"delta":"H'))
      probe.release()
      await until(client.closed)
      expectStrict(readReply(Buffer.from(client.received(), 'latin1'), false), TEXT)
    })

    it(`${id} a route that dies ends its stream strictly`, async () => {
      const route: RequestHandler = async (req, res, next) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
        await until(() => req.socket.bytesWritten > 0)
        next(new Error('no'))
      }
      const without = await reply([compression({ threshold: 0 })], route)
      expect(without.complete).toBe(false)
      expectStrict(await reply(use(), route), 'Hél', 'failed')
    })

    it('S63 the JSON beside it is compressed as without us, byte for byte', async () => {
      const route: RequestHandler = (_req, res) => void res.json({ text: 'x'.repeat(200) })
      const without = await reply([compression({ threshold: 0 })], route)
      const ours = await reply(use(), route)
      expect(header(ours, 'content-encoding')).toBe('gzip')
      expect(masked(ours)).toBe(masked(without))
    })
  })

  describe('E84 writeHead(200, undefined, headers), the form that compression loses', () => {
    const route: RequestHandler = (_req, res) => {
      Reflect.apply(res.writeHead, res, [200, undefined, EVENT_STREAM])
      res.end(WHOLE)
    }

    it('is repaired where compression stands before us', async () => {
      const without = await reply([compression()], route)
      expect(header(without, 'content-type')).toBeUndefined()
      expectStrict(await reply([compression(), strictResponses()], route), TEXT)
    })

    it('never reaches us where compression stands after us: the reply is that of compression alone', async () => {
      const without = await reply([compression()], route)
      expect(masked(await reply([strictResponses(), compression()], route))).toBe(masked(without))
    })
  })

  it('S58 what a route compressed itself is decoded, with a compressor beside it', async () => {
    for (const { use } of ORDERS) {
      const ours = await reply(use(), (_req, res) => {
        res.writeHead(200, { ...EVENT_STREAM, 'Content-Encoding': 'gzip' }).end(gzipSync(WHOLE))
      })
      expect(header(ours, 'content-encoding')).toBeUndefined()
      expectStrict(ours, TEXT)
    }
  })
})
