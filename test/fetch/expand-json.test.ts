import { type NormalizerOptions, normalizeResponse } from '@strict-responses/core'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { JSON_REPLIES, OTHER_JSON } from '../adapters/cases/json-replies.js'
import { TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { expectStrictBody } from '../support/adapters/strict.js'
import { saidBy } from '../support/said-by.js'

const ASKED: NormalizerOptions = { expandJson: true, request: { stream: true } }

describe('normalizeResponse with expandJson', () => {
  it.each(JSON_REPLIES)('$name becomes a stream', async ({ body, said }) => {
    const reply = normalizeResponse(Response.json(body, { headers: { etag: '"1"', 'x-mine': 'kept' } }), ASKED)
    expect(Object.fromEntries(reply.headers)).toEqual({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-mine': 'kept',
    })
    const text = await reply.text()
    expectStrictBody(text, said.text, said.outcome as 'completed')
    expect(saidBy(text)).toEqual(said)
  })

  it('becomes a stream in a route of Hono that reads the request itself', async () => {
    const [{ body, said }] = JSON_REPLIES as [(typeof JSON_REPLIES)[0]]
    const app = new Hono().post('*', async (c) =>
      normalizeResponse(Response.json(body), { expandJson: true, request: await c.req.json() }),
    )
    const ask = (stream: boolean) => app.request('/v1/responses', { method: 'POST', body: JSON.stringify({ stream }) })
    expect(saidBy(await (await ask(true)).text())).toEqual(said)
    expect(await (await ask(false)).json()).toEqual(body)
  })

  it.each<[name: string, options: NormalizerOptions]>([
    ['without the option', { request: { stream: true } }],
    ['to a client that asked for no stream', { expandJson: true, request: {} }],
    ['to a client of Chat Completions', { expandJson: true, request: { stream: true, messages: [] } }],
    ['to a client of Chat Completions, by its path', { ...ASKED, path: '/v1/chat/completions' }],
  ])('the reply is returned as it is %s', (_, options) => {
    const reply = Response.json(JSON_REPLIES[0]?.body)
    expect(normalizeResponse(reply, options)).toBe(reply)
  })

  it('an error reply is returned as it is', () => {
    const reply = Response.json({ error: { message: 'no' } }, { status: 500 })
    expect(normalizeResponse(reply, ASKED)).toBe(reply)
  })

  it.each(OTHER_JSON)('$name is a failed stream: the head cannot wait for the body', async ({ body }) => {
    const errors: unknown[] = []
    const reply = normalizeResponse(Response.json(body), { ...ASKED, onError: (error) => errors.push(error) })
    expectStrictBody(await reply.text(), '', 'failed')
    expect(errors.map(String)).toEqual(['Error: The route answered with JSON that is no response.'])
  })

  it('Q-JSON-02 an event stream that says it is JSON is read as what it is', async () => {
    const reply = new Response(WHOLE, { headers: { 'content-type': 'application/json' } })
    expectStrictBody(await normalizeResponse(reply, ASKED).text(), TEXT)
  })

  it('a body that breaks is a failed stream', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"object":"resp'))
        setTimeout(() => controller.error(new Error('connect ECONNREFUSED 10.0.0.7:11434')), 5)
      },
    })
    const json = { headers: { 'content-type': 'application/json' } }
    const text = await normalizeResponse(new Response(body, json), ASKED).text()
    expectStrictBody(text, '', 'failed')
    expect(text).not.toContain('ECONNREFUSED')
  })

  it('a body beyond limits.frameBytes is a failed stream', async () => {
    const codes: string[] = []
    const reply = normalizeResponse(Response.json({ object: 'response', text: 'x'.repeat(200_000) }), {
      ...ASKED,
      limits: { frameBytes: 100_000 },
      onRepair: ({ code }) => codes.push(code),
    })
    expectStrictBody(await reply.text(), '', 'failed')
    expect(codes).toContain('limits/frame-bytes')
  })

  it('a reader that leaves cancels the upstream', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('{"object":"resp')),
      cancel: () => {
        cancelled = true
      },
    })
    const json = { headers: { 'content-type': 'application/json' } }
    await normalizeResponse(new Response(body, json), ASKED).body?.cancel()
    expect(cancelled).toBe(true)
  })

  it("Ollama's NDJSON becomes a stream where one was asked for", async () => {
    const lines = [
      { model: 'llama', message: { role: 'assistant', content: 'It rains.' }, done: false },
      {
        model: 'llama',
        message: { content: '' },
        done: true,
        done_reason: 'length',
        prompt_eval_count: 3,
        eval_count: 4,
      },
    ]
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    const ndjson = (): Response => new Response(text, { headers: { 'content-type': 'application/x-ndjson' } })
    const reply = normalizeResponse(ndjson(), ASKED)
    expect(saidBy(await reply.text())).toEqual({
      text: 'It rains.',
      outcome: 'incomplete',
      items: ['message'],
      calls: [],
      usage: [3, 4],
    })
    expect(await normalizeResponse(ndjson(), { request: { stream: true } }).text()).toBe(text)
  })
})
