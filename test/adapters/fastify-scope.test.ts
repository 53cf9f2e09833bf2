import { type StrictResponsesOptions, strictResponses } from '@strict-responses/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN, type SetUp } from '../support/adapters/fastify-transports.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { Probe } from '../support/adapters/probe.js'
import { eventsOf, expectStrict } from '../support/adapters/strict.js'

const whole = (_request: FastifyRequest, reply: FastifyReply): unknown => reply.type('text/event-stream').send(WHOLE)

let running: FastifyServer | undefined
afterEach(() => running?.close())

async function start(setUp: SetUp): Promise<FastifyServer> {
  running = await LISTEN.start(setUp)
  return running
}

/** Asserts which paths are strict, and that the others leave as they are. */
async function expectCovered(setUp: SetUp, covered: Readonly<Record<string, boolean>>): Promise<void> {
  const { exchange } = await start(setUp)
  const found = Object.keys(covered).map(async (path) => {
    const reply = await exchange({ path })
    if (reply.body === WHOLE) return [path, false]
    expectStrict(reply, TEXT)
    return [path, true]
  })
  expect(Object.fromEntries(await Promise.all(found))).toEqual(covered)
}

describe('what the plugin covers', () => {
  it('F74 routes before it, after it and in scopes, and not-found handlers', async () => {
    await expectCovered(
      (app) => {
        app.get('/before', whole)
        app.register(async (scope) => void scope.get('/child-before', whole))
        app.register(strictResponses)
        app.get('/after', whole)
        app.register(async (scope) => void scope.get('/child-after', whole))
        app.setNotFoundHandler((_request, reply) => reply.code(200).type('text/event-stream').send(WHOLE))
      },
      { '/before': true, '/child-before': true, '/after': true, '/child-after': true, '/elsewhere': true },
    )
  })

  it('F75 registered in a scope, that scope and those within', async () => {
    await expectCovered(
      (app) => {
        app.register(async (scope) => {
          scope.register(strictResponses)
          scope.get('/scoped', whole)
          scope.register(async (inner) => void inner.get('/inner', whole))
        })
        app.register(async (scope) => void scope.get('/sibling', whole))
        app.get('/root', whole)
      },
      { '/scoped': true, '/inner': true, '/sibling': false, '/root': false },
    )
  })

  it('F76 wrapped in a plugin without fastify-plugin, nothing outside of that', async () => {
    await expectCovered(
      (app) => {
        app.register(async (scope: FastifyInstance) => void scope.register(strictResponses))
        app.get('/root', whole)
        app.register(async (scope) => void scope.get('/child', whole))
      },
      { '/root': false, '/child': false },
    )
  })

  it('F77 registered twice, at the root and in a scope, each stream once; the outer one counts', async () => {
    const told: string[] = []
    const onEnd = (by: string): StrictResponsesOptions => ({ onEnd: () => void told.push(by) })
    await expectCovered(
      (app) => {
        app.register(strictResponses, onEnd('root'))
        app.register(strictResponses, onEnd('root again'))
        app.register(async (scope) => {
          scope.register(strictResponses, onEnd('scope'))
          scope.get('/scoped', whole)
        })
        app.get('/root', whole)
      },
      { '/root': true, '/scoped': true },
    )
    expect(told).toEqual(['root', 'root'])
  })

  it('F78 not a route whose config says false', async () => {
    const probe = new Probe()
    await expectCovered(
      (app) => {
        app.register(strictResponses)
        app.get('/left-alone', { config: { strictResponses: false } }, (request, reply) => {
          probe.note(reply.strictResponses)
          return whole(request, reply)
        })
        app.get('/covered', { config: { strictResponses: {} } }, whole)
      },
      { '/left-alone': false, '/covered': true },
    )
    expect(probe.notes).toEqual([undefined])
  })

  it('F78 the options of a route win over those of the plugin', async () => {
    const { exchange } = await start((app) => {
      app.register(strictResponses, { done: false, onMissingTerminal: 'incomplete' })
      app.get('/plugin', (_request, reply) => reply.type('text/event-stream').send(CUT))
      app.get('/route', { config: { strictResponses: { done: true } } }, (_request, reply) =>
        reply.type('text/event-stream').send(CUT),
      )
    })
    const [plugin, route] = [await exchange({ path: '/plugin' }), await exchange({ path: '/route' })]
    for (const { body } of [plugin, route]) expect(eventsOf(body).at(-1)?.['type']).toBe('response.incomplete')
    expect([plugin, route].map(({ body }) => body.includes('[DONE]'))).toEqual([false, true])
  })

  it('F87 a HEAD route that Fastify exposes has the head of the GET route, and no stream', async () => {
    const ended: unknown[] = []
    const { exchange } = await start((app) => {
      app.register(strictResponses, { onEnd: (summary) => ended.push(summary) })
      app.get('/v1/responses', whole)
    })
    const reply = await exchange({ method: 'HEAD', headers: { Connection: 'close' } })
    expect([reply.status, reply.body, ended]).toEqual([200, '', []])
  })
})
