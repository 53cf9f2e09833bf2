import { describe, expect, it } from 'vitest'
import { saying } from './support/chat-frames.js'
import { frames, json } from './support/fake-backend.js'
import { ASK, running } from './support/running.js'

type Json = Record<string, unknown>

const tools = (...list: Json[]): Json => ({ ...ASK, tools: list })

interface Case {
  readonly name: string
  readonly body: unknown
  readonly status?: number
  readonly param?: string | null
  readonly code?: string | null
  readonly says?: RegExp
}

const CASES: readonly Case[] = [
  { name: 'invalid JSON', body: '{"model": "x"', param: null, says: /JSON/ },
  { name: 'no object', body: '[1]', param: null },
  { name: 'no model', body: { input: 'x' }, param: 'model', code: 'missing_required_parameter' },
  { name: 'no input', body: { model: 'x' }, param: 'input', code: 'missing_required_parameter' },
  { name: 'an input of the wrong kind', body: { model: 'x', input: 5 }, param: 'input' },
  {
    name: 'previous_response_id',
    body: { ...ASK, previous_response_id: 'resp_1' },
    param: 'previous_response_id',
    says: /keeps no responses/,
  },
  { name: 'conversation', body: { ...ASK, conversation: 'conv_1' }, param: 'conversation' },
  { name: 'prompt', body: { ...ASK, prompt: { id: 'pmpt_1' } }, param: 'prompt' },
  { name: 'background', body: { ...ASK, background: true }, param: 'background' },
  ...[
    'web_search',
    'file_search',
    'computer_use_preview',
    'mcp',
    'code_interpreter',
    'image_generation',
    'local_shell',
  ].map((type) => ({
    name: `the hosted tool ${type}`,
    body: tools({ type: 'function', name: 'f' }, { type: 'custom', name: 'g' }, { type }),
    param: 'tools[2].type',
    code: 'unsupported_value',
    says: new RegExp(`\`${type}\``),
  })),
  {
    name: 'a hosted tool that must be called',
    body: { ...ASK, tool_choice: { type: 'web_search_preview' } },
    param: 'tool_choice.type',
  },
  { name: 'a stored item', body: { ...ASK, input: [{ type: 'item_reference', id: 'x' }] }, param: 'input[0].type' },
  {
    name: 'an item of a hosted tool that has no place',
    body: { ...ASK, input: [{ type: 'computer_call' }] },
    param: 'input[0].type',
  },
  {
    name: 'an uploaded image',
    body: {
      ...ASK,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'a' },
            { type: 'input_image', file_id: 'f' },
          ],
        },
      ],
    },
    param: 'input[0].content[1].file_id',
  },
  {
    name: 'a call without an id',
    body: { ...ASK, input: [{ type: 'function_call', name: 'f', arguments: '{}' }] },
    param: 'input[0].call_id',
  },
]

describe('a request is refused in the form of OpenAI', () => {
  it.each(CASES)('$name', async ({ body, param, code, says }) => {
    const { post, backend } = await running(frames(...saying('no')))
    const reply = await post(body)
    expect(reply.status).toBe(400)
    const { error } = (await reply.json()) as { error: Json }
    expect(error['type']).toBe('invalid_request_error')
    if (param !== undefined) expect(error['param']).toBe(param)
    if (code !== undefined) expect(error['code']).toBe(code)
    if (says) expect(error['message']).toMatch(says)
    expect(backend.seen).toEqual([])
  })

  it('405 with Allow, 404, 415', async () => {
    const { url, post } = await running(frames())
    const get = await fetch(`${url}/v1/responses`)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    expect((await get.json()) as Json).toMatchObject({ error: { code: 'method_not_allowed' } })
    const lost = await fetch(`${url}/v1/nothing`)
    expect([lost.status, Object.keys((await lost.json()) as Json)]).toEqual([404, ['error']])
    expect((await post(ASK, { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
  })

  it('413 by Content-Length and by what comes', async () => {
    const { url, backend } = await running(frames(...saying('no')), { bodyLimit: 1000 })
    const headers = { 'content-type': 'application/json' }
    const big = JSON.stringify({ ...ASK, input: 'x'.repeat(2000) })
    const declared = await fetch(`${url}/v1/responses`, { method: 'POST', headers, body: big })
    expect([declared.status, ((await declared.json()) as { error: Json }).error['code']]).toEqual([
      413,
      'request_too_large',
    ])
    const body = new Blob([big]).stream()
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    expect((await fetch(`${url}/v1/responses`, init)).status).toBe(413)
    expect(backend.seen).toEqual([])
  })
})

describe('headers', () => {
  it('authorization passes, cookies and hop-by-hop headers do not', async () => {
    const { post, backend } = await running(frames(...saying('x')), { forwardHeaders: ['X-Tenant'] })
    const headers = { authorization: 'Bearer client', cookie: 'a=b', 'x-tenant': 't', 'x-other': 'o', te: 'trailers' }
    const reply = await post(ASK, { headers: { ...headers, 'x-request-id': 'my-id-1' } })
    await reply.text()
    expect(reply.headers.get('x-request-id')).toBe('my-id-1')
    expect(backend.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer client',
      'x-tenant': 't',
      'x-request-id': 'my-id-1',
    })
    for (const name of ['cookie', 'x-other', 'te']) expect(backend.seen[0]?.headers[name]).toBe(undefined)
  })

  it('apiKey replaces the credentials of the client', async () => {
    const { post, backend } = await running(frames(...saying('x')), { apiKey: 'own', headers: { 'X-Team': 'a' } })
    await (await post(ASK, { headers: { authorization: 'Bearer client', 'api-key': 'client' } })).text()
    expect(backend.seen[0]?.headers).toMatchObject({ authorization: 'Bearer own', 'x-team': 'a' })
    expect(backend.seen[0]?.headers['api-key']).toBe(undefined)
  })

  it('an id that would break a log line is replaced', async () => {
    const { post } = await running(frames(...saying('x')))
    const reply = await post(ASK, { headers: { 'x-request-id': 'a b' } })
    await reply.text()
    expect(reply.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
  })

  it('rate limits of a success pass', async () => {
    const { post } = await running((res) => {
      res.writeHead(200, {
        'content-type': 'text/event-stream',
        'x-ratelimit-remaining-tokens': '5',
        'set-cookie': 'a=b',
      })
      res.end(
        saying('x')
          .map((one) => (typeof one === 'string' ? one : `data: ${JSON.stringify(one)}\n\n`))
          .join(''),
      )
    })
    const reply = await post(ASK)
    await reply.text()
    expect(reply.headers.get('x-ratelimit-remaining-tokens')).toBe('5')
    expect(reply.headers.get('set-cookie')).toBe(null)
  })
})

describe('the other routes', () => {
  it('GET /v1/models passes the list and makes errors safe', async () => {
    const list = { object: 'list', data: [{ id: 'm', object: 'model' }] }
    const good = await running({ '/models': json(200, list, { 'set-cookie': 'a=b' }) })
    const reply = await fetch(`${good.url}/v1/models`, { headers: { authorization: 'Bearer k' } })
    expect([reply.status, await reply.json(), reply.headers.get('set-cookie')]).toEqual([200, list, null])
    expect(good.backend.seen[0]).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer k' } })
    const bad = await running({ '/models': json(500, 'panic: /srv/x.go') })
    const failed = await fetch(`${bad.url}/v1/models`)
    expect(failed.status).toBe(500)
    expect(await failed.text()).not.toContain('/srv')
  })

  it('GET /healthz tells when it drains', async () => {
    const { url, gateway, post } = await running(frames())
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200)
    await gateway.drain(0)
    expect((await fetch(`${url}/healthz`)).status).toBe(503)
    const refused = await post(ASK)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  })
})
