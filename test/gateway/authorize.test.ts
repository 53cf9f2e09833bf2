import { AsyncLocalStorage } from 'node:async_hooks'
import { createServer, IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { memoryEventLog } from '@strict-responses/core'
import { type Authorize, createGateway, type GatewayRequest, type ResponseAction } from '@strict-responses/gateway'
import { describe, expect, it } from 'vitest'
import { expectStrictBody } from '../support/adapters/strict.js'
import { saying } from './support/chat-frames.js'
import { frames } from './support/fake-backend.js'
import { ASK, type Running, running } from './support/running.js'

type Json = Record<string, unknown>

const idOf = (body: string): string => /"id":"(resp_[\w.-]+)"/.exec(body)?.[1] ?? ''

/** Everything that a client may do with a response that it knows the id of. */
const WAYS: Readonly<
  Record<string, { action: ResponseAction; status?: number; ask: (to: Running, id: string) => Promise<Response> }>
> = {
  'GET the Response': { action: 'read', ask: ({ url }, id) => fetch(`${url}/v1/responses/${id}`) },
  'GET its stream': { action: 'resume', ask: ({ url }, id) => fetch(`${url}/v1/responses/${id}?stream=true`) },
  'POST cancel': {
    action: 'cancel',
    ask: ({ url }, id) => fetch(`${url}/v1/responses/${id}/cancel`, { method: 'POST' }),
  },
  'go on from it': { action: 'read', status: 400, ask: ({ post }, id) => post({ ...ASK, previous_response_id: id }) },
}

/** A gateway with one response; `authorize` is what it is at the moment. */
async function kept(
  dialect: 'chat-completions' | 'responses' = 'chat-completions',
): Promise<{ gateway: Running; id: string; errors: unknown[]; may: { authorize: Authorize } }> {
  const may: { authorize: Authorize } = { authorize: () => true }
  const errors: unknown[] = []
  const gateway = await running(frames(...saying('Hello')), {
    dialect,
    eventLog: memoryEventLog(),
    authorize: (request, asked) => may.authorize(request, asked),
    onError: (error) => errors.push(error),
  })
  const id = dialect === 'responses' ? 'resp_theirs' : idOf(await (await gateway.post(ASK)).text())
  return { gateway, id, errors, may }
}

/** What a client is told, without what differs by the id that it asked for. */
async function told(reply: Response, id: string): Promise<readonly [number, string, string]> {
  return [reply.status, String(reply.headers.get('content-type')), (await reply.text()).replaceAll(id, 'ID')]
}

describe.each(Object.entries(WAYS))('authorize: %s', (_name, { action, status = 404, ask }) => {
  it('is asked with the request, the id and what is to be done', async () => {
    const { gateway, id, may } = await kept()
    const asked: unknown[] = []
    let request: GatewayRequest | undefined
    may.authorize = async (from, what) => {
      request = from
      asked.push(what)
      return true
    }
    expect((await ask(gateway, id)).status).toBe(200)
    expect(asked).toEqual([{ id, action }])
    expect(request).toBeInstanceOf(IncomingMessage)
  })

  it.each([
    ['false', () => false],
    ['a promise of false', async () => false],
    ['what is no boolean', () => 'no' as unknown as boolean],
  ])('%s is answered as an unknown id is, byte for byte', async (_what, authorize) => {
    const { gateway, id, errors, may } = await kept()
    const unknown = await told(await ask(gateway, 'resp_unknown'), 'resp_unknown')
    may.authorize = authorize
    const before = gateway.backend.seen.length
    expect(await told(await ask(gateway, id), id)).toEqual(unknown)
    expect(await told(await ask(gateway, 'resp_unknown'), 'resp_unknown')).toEqual(unknown)
    expect(unknown[0]).toBe(status)
    expect(gateway.backend.seen.length).toBe(before)
    expect(errors).toEqual([])
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('postgres://secret@10.0.0.1')
      },
    ],
    ['rejects', () => Promise.reject(new Error('postgres://secret@10.0.0.1'))],
  ])('that %s is a 500 without details, and told to onError', async (_what, authorize) => {
    const { gateway, id, errors, may } = await kept()
    may.authorize = authorize
    const reply = await ask(gateway, id)
    expect(reply.status).toBe(500)
    expect(await reply.json()).toEqual({
      error: { message: 'The server had an error.', type: 'server_error', param: null, code: 'server_error' },
    })
    expect(errors).toEqual([expect.objectContaining({ message: 'postgres://secret@10.0.0.1' })])
  })
})

describe('authorize', () => {
  it('does not stop a response that it forbids to cancel', async () => {
    const { gateway, id, may } = await kept()
    may.authorize = (_request, { action }) => action !== 'cancel'
    expect((await WAYS['POST cancel']?.ask(gateway, id))?.status).toBe(404)
    expectStrictBody(await (await fetch(`${gateway.url}/v1/responses/${id}?stream=true`)).text(), 'Hello')
  })

  it('does not tell by an error in the request that an id is there', async () => {
    const { gateway, id, may } = await kept()
    may.authorize = (_request, asked) => asked.id !== id
    const path = (one: string): string => `${gateway.url}/v1/responses/${one}?stream=true&starting_after=x`
    expect(await told(await fetch(path(id)), id)).toEqual(await told(await fetch(path('resp_u')), 'resp_u'))
  })

  it('keeps an id of a Responses backend from it, too', async () => {
    const { gateway, id, may } = await kept('responses')
    await (await gateway.post({ ...ASK, previous_response_id: id })).text()
    expect(gateway.backend.seen.length).toBe(1)
    may.authorize = () => false
    expect((await gateway.post({ ...ASK, previous_response_id: id })).status).toBe(400)
    expect(gateway.backend.seen.length).toBe(1)
  })

  it('gets the Request of fetch', async () => {
    const { gateway } = await kept()
    const request = new Request('http://gateway/v1/responses/resp_1', { headers: { 'x-tenant': 'a' } })
    const seen: GatewayRequest[] = []
    const other = createGateway({
      upstream: gateway.backend.url,
      eventLog: memoryEventLog(),
      authorize: (from) => seen.push(from) < 0,
    })
    expect((await other.fetch(request)).status).toBe(404)
    expect(seen).toEqual([request])
    await other.close()
  })

  it('is a function', () => {
    const authorize = 'everybody' as unknown as Authorize
    expect(() => createGateway({ upstream: 'http://127.0.0.1:1', authorize })).toThrow(/option authorize/)
  })

  it('knows tenants by ids that name them, as the README has it', async () => {
    const tenants = new AsyncLocalStorage<string>()
    let made = 0
    const { gateway } = await running(frames(...saying('Hello')), {
      eventLog: memoryEventLog(),
      generateId: (prefix) => `${prefix}_${tenants.getStore()}.${made++}`,
      authorize: (_request, { id }) => id.startsWith(`resp_${tenants.getStore()}.`),
    })
    const server = createServer((req, res) =>
      tenants.run(String(req.headers['x-tenant']), () => void gateway.handler(req, res)),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/responses`
    const by = (tenant: string, path: string, body?: Json): Promise<Response> =>
      fetch(url + path, {
        headers: { 'x-tenant': tenant, 'content-type': 'application/json' },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
    const id = idOf(await (await by('a', '', ASK)).text())
    expect(id).toMatch(/^resp_a\./)
    expect((await by('a', `/${id}`)).status).toBe(200)
    expect((await by('b', `/${id}`)).status).toBe(404)
    expect((await by('b', '', { ...ASK, previous_response_id: id })).status).toBe(400)
    server.closeAllConnections()
    server.close()
  })
})
