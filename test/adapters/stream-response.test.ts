import { type Source, type StrictResponsesOptions, streamOf, streamResponse } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { streamResponse as streamBytes } from '../../packages/core/src/stream-response.js'
import { exchange } from '../support/adapters/exchange.js'
import { TEXT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'
import { SOURCES } from './cases/sources.js'

let running: Running | undefined
afterEach(() => running?.close())

/** Options under which the same source gives the same bytes. */
function fixed(): StrictResponsesOptions {
  let ids = 0
  return { now: () => 1_700_000_000_000, generateId: (prefix) => `${prefix}_${ids++}` }
}

/** What leaves by way of the core alone. */
async function coreBytes(source: Source, options: StrictResponsesOptions): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const bytes of streamBytes(source, options)) chunks.push(bytes)
  return Buffer.concat(chunks).toString()
}

describe.each(FRAMEWORKS)('streamResponse, $name', ({ app }) => {
  it.each(SOURCES)('sends $name, the same whether the route is wrapped or not', async ({ source }) => {
    const bodies: string[] = []
    for (const options of [undefined, {}]) {
      running = await listen(app((_req, res) => streamResponse(res, source(), fixed()), options))
      const reply = await exchange(running.port)
      expectStrict(reply, TEXT)
      expect(header(reply, 'cache-control')).toBe('no-cache, no-transform')
      bodies.push(reply.body)
      await running.close()
    }
    const expected = await coreBytes(source(), fixed())
    expect(bodies).toEqual([expected, expected])
  })

  it('tells each hook once, and takes its options over those of the wrapped route', async () => {
    const probe = new Probe()
    const outer = { dialect: 'chat-completions', done: false, onEnd: () => probe.note('outer') } as const
    running = await listen(
      app(
        (_req, res) =>
          streamResponse(
            res,
            async function* () {
              yield TEXT
            },
            { done: true, onEnd: ({ outcome }) => probe.note(outcome) },
          ),
        outer,
      ),
    )
    expectStrict(await exchange(running.port), TEXT)
    expect(probe.notes).toEqual(['completed'])
  })

  it('is a failed stream where the source throws, and resolves once the reply has closed', async () => {
    const probe = new Probe()
    const error = new Error('the database at 10.0.0.7 is gone')
    for (const options of [undefined, {}]) {
      const route = app(async (_req, res) => {
        await streamResponse(
          res,
          async function* () {
            yield 'Hél'
            throw error
          },
          { onError: probe.note },
        )
        probe.note(res.closed)
      }, options)
      running = await listen(route)
      const reply = await exchange(running.port)
      expectStrict(reply, 'Hél', 'failed')
      expect(reply.body).not.toContain('10.0.0.7')
      await running.close()
    }
    await until(() => probe.notes.length === 4)
    expect(probe.notes).toEqual([error, true, error, true])
  })

  it.each([
    [
      'throws before its first value',
      () => {
        throw new Error('no agent')
      },
    ],
    ['promises and rejects', () => Promise.reject(new Error('no agent'))],
    ['is no stream', () => 7 as unknown as AsyncIterable<string>],
  ])('is a failed stream where the source %s', async (_name, source) => {
    const probe = new Probe()
    running = await listen(app((_req, res) => streamResponse(res, source, { onError: probe.note }), {}))
    expectStrict(await exchange(running.port), '', 'failed')
    expect(probe.notes).toEqual([expect.any(Error)])
  })

  it('rejects for wrong options, while the route can still say so', async () => {
    const probe = new Probe()
    const route = app(async (_req, res) => {
      const options = { idleTimeout: -1 }
      await streamResponse(res, 'x' as unknown as Source, options).catch((error) => probe.note(error.constructor))
      res.statusCode = 500
      res.end('no stream')
    }, {})
    running = await listen(route)
    const reply = await exchange(running.port)
    expect([reply.status, reply.body]).toEqual([500, 'no stream'])
    expect(probe.notes).toEqual([TypeError])
  })

  it('rejects where the head has left', async () => {
    const probe = new Probe()
    for (const options of [undefined, {}]) {
      const route = app(async (_req, res) => {
        res.write('text')
        await streamResponse(res, async function* () {}).catch((error) => probe.note(error.code))
        res.end()
      }, options)
      running = await listen(route)
      expect((await exchange(running.port)).body).toBe('text')
      await running.close()
    }
    expect(probe.notes).toEqual(['ERR_HTTP_HEADERS_SENT', 'ERR_HTTP_HEADERS_SENT'])
  })

  it('answers HEAD with the head alone, and never starts the source', async () => {
    const probe = new Probe()
    running = await listen(
      app(async (_req, res) => {
        await streamResponse(res, async function* () {
          probe.note('started')
          yield 'x'
        })
        probe.note('closed')
      }, {}),
    )
    const reply = await exchange(running.port, { method: 'HEAD' })
    expect([reply.status, header(reply, 'content-type'), reply.body]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      '',
    ])
    await until(() => probe.notes.length > 0)
    expect(probe.notes).toEqual(['closed'])
  })

  it('keeps headers that were set before, and can be watched by streamOf', async () => {
    const probe = new Probe()
    running = await listen(
      app((_req, res) => {
        res.setHeader('X-Mine', 'kept')
        res.setHeader('Content-Length', '7')
        return streamResponse(res, async function* ({ signal }) {
          const stream = streamOf(res)
          yield { response: { id: 'resp_7', model: 'm' } }
          yield 'x'
          probe.note([stream?.id, stream?.response()?.['model'], signal.aborted])
        })
      }, undefined),
    )
    const reply = await exchange(running.port)
    expectStrict(reply, 'x')
    expect([header(reply, 'x-mine'), header(reply, 'content-length')]).toEqual(['kept', undefined])
    expect(probe.notes).toEqual([['resp_7', 'm', false]])
  })
})
