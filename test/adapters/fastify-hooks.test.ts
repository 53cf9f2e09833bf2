import { Readable } from 'node:stream'
import { StopReason, streamOf, strictResponses } from '@strict-responses/fastify'
import { drain } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN, type SetUp, TRANSPORTS } from '../support/adapters/fastify-transports.js'
import { CUT, FRAMES, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header, readReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

let running: FastifyServer | undefined
afterEach(() => running?.close())

describe.each(TRANSPORTS)('hooks, over $name', ({ name, start }) => {
  const wrapped = async (setUp: SetUp): Promise<FastifyServer> => {
    running = await start(async (app) => {
      await app.register(strictResponses)
      await setUp(app)
    })
    return running
  }

  it('F85 an onSend hook may make a reply an event stream, or none', async () => {
    const { exchange } = await wrapped((app) => {
      app.addHook('onSend', async (request, reply) => {
        reply.type(request.url === '/becomes' ? 'text/event-stream' : 'text/plain')
      })
      app.get('/becomes', (_request, reply) => reply.type('text/plain').send(WHOLE))
      app.get('/was', (_request, reply) => reply.type('text/event-stream').send(WHOLE))
    })
    expectStrict(await exchange({ path: '/becomes' }), TEXT)
    expect((await exchange({ path: '/was' })).body).toBe(WHOLE)
  })

  it('F85 an onSend hook may replace the payload', async () => {
    const { exchange } = await wrapped((app) => {
      app.addHook('onSend', async () => Readable.from(FRAMES))
      app.get('/v1/responses', (_request, reply) => reply.type('text/event-stream').send('{}'))
    })
    expectStrict(await exchange(), TEXT)
  })

  it('F86 onResponse runs once, for a whole stream and for one that fails', async () => {
    const probe = new Probe()
    const { exchange } = await wrapped((app) => {
      app.addHook('onResponse', async (request, reply) => probe.note([request.url, reply.statusCode]))
      app.get('/whole', (_request, reply) => reply.type('text/event-stream').send(WHOLE))
      app.get('/broken', async (_request, reply) => {
        reply.hijack()
        reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(CUT)
        throw new Error('no')
      })
    })
    await exchange({ path: '/whole' })
    await exchange({ path: '/broken' })
    await until(() => probe.notes.length >= 2, 100)
    expect(probe.notes).toEqual([
      ['/whole', 200],
      ['/broken', 200],
    ])
  })

  it('F91 trailers leave after the stream', async () => {
    const { exchange, port } = await wrapped((app) => {
      app.get('/v1/responses', (_request, reply) => {
        reply.trailer('x-sum', async () => '42')
        return reply.type('text/event-stream').send(Readable.from(FRAMES))
      })
    })
    const reply = await exchange({ headers: { TE: 'trailers' } })
    expectStrict(reply, TEXT)
    expect(header(reply, 'trailer')).toBe('x-sum')
    if (name !== 'listen') return
    const client = openClient(port ?? 0)
    await until(client.closed)
    expect(client.received().endsWith('\r\n0\r\nx-sum: 42\r\n\r\n')).toBe(true)
  })

  it('streamOf knows the stream of a request, a reply and the raw ones, and so does reply.strictResponses', async () => {
    const probe = new Probe()
    const { exchange } = await wrapped((app) => {
      app.get('/v1/responses', (request, reply) => {
        const stream = streamOf(reply)
        probe.note(stream !== undefined && !stream.signal.aborted && stream.response() === undefined)
        for (const at of [request, request.raw, reply.raw]) probe.note(streamOf(at) === stream)
        probe.note(reply.strictResponses === stream)
        reply.raw.on('finish', () => probe.note(stream?.id))
        return reply.type('text/event-stream').send(WHOLE)
      })
    })
    await exchange()
    await until(() => probe.notes.length >= 6)
    expect(probe.notes.slice(0, 6)).toEqual([true, true, true, true, true, 'resp_1'])
  })
})

describe('a client that leaves', () => {
  it.each([
    ['a Readable', (source: Readable) => source],
    ['a Web stream', (source: Readable) => Readable.toWeb(source)],
    ['a Response', (source: Readable) => new Response(Readable.toWeb(source) as ReadableStream)],
  ])('S55 stops %s within 100 ms, and the signal says why', { retry: 2 }, async (_name, payload) => {
    const probe = new Probe()
    const source = new Readable({ read() {} })
    source.push(CUT)
    source.on('close', () => probe.note('stopped'))
    running = await LISTEN.start(async (app) => {
      await app.register(strictResponses)
      app.get('/v1/responses', (_request, reply) => {
        const signal = streamOf(reply)?.signal
        signal?.addEventListener('abort', () => probe.note(signal.reason instanceof StopReason && signal.reason.code))
        return reply.type('text/event-stream').send(payload(source))
      })
    })
    const client = openClient(running.port ?? 0)
    await until(() => client.received().includes('"delta":"H'))
    client.socket.destroy()
    await until(() => probe.notes.length >= 2, 100)
    expect([...probe.notes].sort()).toEqual(['client_closed', 'stopped'])
    expect(running.logged.filter(({ level }) => Number(level) >= 40)).toEqual([])
  })
})

it('preClose is where drain ends open streams before the server closes', async () => {
  running = await LISTEN.start(
    async (app) => {
      await app.register(strictResponses)
      app.addHook('preClose', () => drain(200))
      app.get('/v1/responses', (_request, reply) => {
        const source = new Readable({ read() {} })
        source.push(CUT)
        return reply.type('text/event-stream').send(source)
      })
    },
    { forceCloseConnections: 'idle' },
  )
  const client = openClient(running.port ?? 0)
  await until(() => client.received().includes('"delta":"H'))
  await running.close()
  expectStrict(readReply(Buffer.from(client.received(), 'latin1'), false), 'Hél', 'failed')
})
