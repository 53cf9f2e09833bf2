import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AgentDraft, checkStream, type Source, streamResponse as streamBytes } from '@strict-responses/core'
import { type StrictResponsesOptions, streamResponse } from '@strict-responses/node'
import { jsonSchema, streamText, tool } from 'ai'
import { MockLanguageModelV4, simulateReadableStream } from 'ai/test'
import OpenAI from 'openai'
import type { Response } from 'openai/resources/responses/responses'
import { afterEach, describe, expect, it } from 'vitest'
import { WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { eventsOf } from '../support/adapters/strict.js'
import { saidBy } from '../support/said-by.js'

const running: Running[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

/** A server whose every route is the agent; its body as it left, and a client of it. */
async function serve(
  source: () => Source,
  options?: StrictResponsesOptions,
): Promise<{ body(): Promise<string>; client: OpenAI }> {
  const server = await listen((_req, res) => void streamResponse(res, source(), options))
  running.push(server)
  const baseURL = `http://127.0.0.1:${server.port}/v1`
  return {
    body: async () => (await fetch(`${baseURL}/responses`, { method: 'POST' })).text(),
    client: new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0, logLevel: 'off' }),
  }
}

const REQUEST = { model: 'agent', input: 'Hi' } as const

/** What the official client sums up. */
const finalOf = (client: OpenAI): Promise<Response> => client.responses.stream(REQUEST).finalResponse()

type Chunk = Parameters<typeof simulateReadableStream<object>>[0]['chunks'][number]

const USAGE = {
  inputTokens: { total: 7, noCache: 4, cacheRead: 3, cacheWrite: 0 },
  outputTokens: { total: 9, text: 5, reasoning: 4 },
}

const finish = (unified: string): Chunk => ({ type: 'finish', finishReason: { unified, raw: unified }, usage: USAGE })

const said = (text: string): Chunk[] => [
  { type: 'text-start', id: 't' },
  ...text.split(/(?<= )/).map((delta) => ({ type: 'text-delta', id: 't', delta })),
  { type: 'text-end', id: 't' },
]

const called = (id: string, input: string): Chunk[] => [
  { type: 'tool-input-start', id, toolName: 'look' },
  ...input.match(/.{1,5}/g)!.map((delta) => ({ type: 'tool-input-delta', id, delta })),
  { type: 'tool-input-end', id },
  { type: 'tool-call', toolCallId: id, toolName: 'look', input },
]

/** `streamText` over a model that answers with these steps, one after the other. */
function fullStream(...steps: readonly Chunk[][]): Source {
  let step = 0
  const model = new MockLanguageModelV4({
    doStream: async () => {
      const chunks = [{ type: 'stream-start', warnings: [] }, ...(steps[step++] ?? [])]
      // The mock's own type names every part; what is in them is what providers send.
      return { stream: simulateReadableStream({ chunks: chunks as never[] }) }
    },
  })
  const look = tool({ inputSchema: jsonSchema<object>({ type: 'object' }) })
  return streamText({ model, prompt: 'Hi', maxRetries: 0, tools: { look: look as never }, onError: () => {} })
    .fullStream
}

describe('AI SDK fullStream as an agent', () => {
  it('reasoning, text, a source and a tool call arrive at the official client', async () => {
    const { body, client } = await serve(() =>
      fullStream([
        { type: 'reasoning-start', id: 'r' },
        { type: 'reasoning-delta', id: 'r', delta: 'Think.' },
        { type: 'reasoning-end', id: 'r' },
        ...said('It rains in Zürich. '),
        { type: 'source', sourceType: 'url', id: 's', url: 'https://example.com/a', title: 'A' },
        ...called('call_a', '{"at":"Bern"}'),
        ...called('call_b', '{"at":"Genève"}'),
        finish('tool-calls'),
      ]),
    )
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes)).toMatchObject({
      outcome: 'completed',
      calls: ['{"at":"Bern"}', '{"at":"Genève"}'],
      items: ['reasoning', 'message', 'function_call', 'function_call'],
    })
    const { output, output_text, status, usage } = await finalOf(client)
    expect({ output_text, status }).toEqual({ output_text: 'It rains in Zürich. ', status: 'completed' })
    expect(output).toMatchObject([
      { type: 'reasoning', summary: [{ text: 'Think.' }] },
      {
        type: 'message',
        content: [{ annotations: [{ type: 'url_citation', url: 'https://example.com/a', title: 'A' }] }],
      },
      { type: 'function_call', call_id: 'call_a', name: 'look', arguments: '{"at":"Bern"}', status: 'completed' },
      { type: 'function_call', call_id: 'call_b', name: 'look', arguments: '{"at":"Genève"}', status: 'completed' },
    ])
    expect(usage).toEqual({
      input_tokens: 7,
      input_tokens_details: { cached_tokens: 3, cache_write_tokens: 0 },
      output_tokens: 9,
      output_tokens_details: { reasoning_tokens: 4 },
      total_tokens: 16,
    })
  })

  it('a call without streamed input is whole', async () => {
    const { client } = await serve(() =>
      fullStream([
        { type: 'tool-call', toolCallId: 'call_a', toolName: 'look', input: '{"at":"Bern"}' },
        finish('tool-calls'),
      ]),
    )
    expect((await finalOf(client)).output).toMatchObject([{ call_id: 'call_a', arguments: '{"at":"Bern"}' }])
  })

  it.each([
    ['length', 'max_output_tokens'],
    ['content-filter', 'content_filter'],
  ])('finish reason %s is incomplete', async (unified, reason) => {
    const { client } = await serve(() => fullStream([...said('Half a '), finish(unified)]))
    const { status, incomplete_details, output_text } = await finalOf(client)
    expect({ status, incomplete_details, output_text }).toEqual({
      status: 'incomplete',
      incomplete_details: { reason },
      output_text: 'Half a ',
    })
  })

  it('a model that breaks is a failed stream, and what it said of itself stays here', async () => {
    const errors: unknown[] = []
    const { body, client } = await serve(
      () =>
        fullStream([...said('Half a '), { type: 'error', error: new Error('connect ECONNREFUSED 10.0.0.7:11434') }]),
      { onError: (error) => errors.push(error) },
    )
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes)).toMatchObject({ text: 'Half a ', outcome: 'failed' })
    expect(bytes).not.toContain('ECONNREFUSED')
    expect(String(errors[0])).toContain('ECONNREFUSED')
    await expect(finalOf(client)).rejects.toThrow()
  })
})

describe('drafts as an agent', () => {
  const CITATION = { type: 'url_citation', url: 'https://example.com/a', title: 'A', start_index: 0, end_index: 2 }
  const SEARCH = { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'rain' } }

  async function* agent(): AsyncGenerator<string | AgentDraft> {
    yield { response: { model: 'my-agent', metadata: { run: '7' } } }
    yield { reasoning: 'Think ' }
    yield { reasoning: 'twice.' }
    yield { item: SEARCH }
    yield 'It '
    yield { text: 'rains.' }
    yield { annotation: CITATION }
    yield { toolCall: { name: 'look', callId: 'call_a', arguments: '{"at":', more: true } }
    yield { toolCall: { callId: 'call_a', arguments: '"Bern"}' } }
    yield { toolCall: { name: 'look', arguments: { at: 'Genève' } } }
    yield { usage: { prompt_tokens: 7, completion_tokens: 9, total_tokens: 16 } }
  }

  it('each kind arrives at the official client', async () => {
    const { body, client } = await serve(() => agent())
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(eventsOf(bytes)[0]?.['response']).toMatchObject({ model: 'my-agent', metadata: { run: '7' } })
    const { model, output, output_text, usage } = await finalOf(client)
    expect({ model, output_text }).toEqual({ model: 'my-agent', output_text: 'It rains.' })
    expect(output).toMatchObject([
      { type: 'reasoning', summary: [{ text: 'Think twice.' }] },
      SEARCH,
      { type: 'message', content: [{ text: 'It rains.', annotations: [CITATION] }] },
      { type: 'function_call', call_id: 'call_a', arguments: '{"at":"Bern"}' },
      { type: 'function_call', call_id: expect.stringMatching(/^call_/), arguments: '{"at":"Genève"}' },
    ])
    expect(usage).toMatchObject({ input_tokens: 7, output_tokens: 9, total_tokens: 16 })
  })

  it('a refusal, an early end and a declared error arrive', async () => {
    const refused = await serve(async function* () {
      yield { refusal: 'I cannot ' }
      yield { refusal: 'say.' }
      yield { incomplete: 'content_filter' }
    } as never)
    const { output, incomplete_details } = await finalOf(refused.client)
    expect(output).toMatchObject([{ content: [{ type: 'refusal', refusal: 'I cannot say.' }] }])
    expect(incomplete_details).toEqual({ reason: 'content_filter' })
    const broken = await serve(
      () =>
        async function* () {
          yield 'Half'
          yield { error: { message: 'Slow down.', code: 'rate_limit_exceeded' } }
        },
    )
    await expect(finalOf(broken.client)).rejects.toThrow('Slow down.')
    expect(saidBy(await broken.body())).toMatchObject({ text: 'Half', outcome: 'failed' })
  })

  it.each(FRAMEWORKS)('inside a route of $name that is wrapped, the stream is normalized once', async ({ app }) => {
    const server = await listen(app((_req, res) => streamResponse(res, agent()), {}))
    running.push(server)
    const text = await (await fetch(`http://127.0.0.1:${server.port}/v1/responses`)).text()
    expect(checkStream(text).issues).toEqual([])
    expect(saidBy(text)).toMatchObject({ text: 'It rains.', outcome: 'completed', usage: [7, 9] })
  })

  it('an agent that throws is a failed stream, and its error stays here', async () => {
    const errors: unknown[] = []
    const { body, client } = await serve(
      () =>
        async function* () {
          yield 'Half a '
          yield { toolCall: { name: 'look', callId: 'call_a', arguments: '{"at":', more: true } }
          throw new Error('ENOENT: /home/agent/.env, sk-secret-0123456789abcdef')
        },
      { onError: (error) => errors.push(error) },
    )
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes)).toMatchObject({ text: 'Half a ', outcome: 'failed', calls: ['{"at":'] })
    expect(bytes).not.toMatch(/ENOENT|secret|agent\/\.env/)
    expect(errors.map(String)).toEqual(['Error: ENOENT: /home/agent/.env, sk-secret-0123456789abcdef'])
    await expect(finalOf(client)).rejects.toThrow()
  })

  it('an agent that throws before its first word is a failed stream too', async () => {
    const { body } = await serve(() => async () => {
      throw new Error('no such model')
    })
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes)).toMatchObject({ text: '', outcome: 'failed' })
  })
})

/** An upstream whose stream is faulty, as the openai client of a proxy reads it. */
async function upstream(body: string): Promise<OpenAI> {
  const server = createServer((_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  running.push({ port, server, close: () => new Promise((resolve) => server.close(() => resolve())) })
  return new OpenAI({ baseURL: `http://127.0.0.1:${port}/v1`, apiKey: 'none', maxRetries: 0, logLevel: 'off' })
}

describe('a stream of the official client as an agent', () => {
  it('its Responses events leave strict', async () => {
    const source = await upstream(WHOLE)
    const { body, client } = await serve(() => () => source.responses.create({ ...REQUEST, stream: true }))
    expect(checkStream(WHOLE).ok).toBe(false)
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes)).toMatchObject({ text: 'Héllo 👋', outcome: 'completed' })
    expect((await finalOf(client)).output_text).toBe('Héllo 👋')
  })

  it('its chat chunks leave strict', async () => {
    const chunk = (delta: object, more: object = {}): string =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: null, ...more }] })}\n\n`
    const source = await upstream(
      [
        chunk({ role: 'assistant', content: 'It ' }),
        chunk({ content: 'rains.' }),
        chunk({}, { finish_reason: 'length' }),
        'data: [DONE]\n\n',
      ].join(''),
    )
    const messages = [{ role: 'user' as const, content: 'Hi' }]
    const { body } = await serve(() => () => source.chat.completions.create({ model: 'm', messages, stream: true }))
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes)).toMatchObject({ text: 'It rains.', outcome: 'incomplete' })
  })

  it('an upstream that dies is a failed stream', async () => {
    const half = WHOLE.slice(0, WHOLE.indexOf('\n\n', WHOLE.indexOf('output_text.delta')) + 2)
    const source = await upstream(half)
    const { body } = await serve(() => () => source.responses.create({ ...REQUEST, stream: true }))
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes).outcome).toBe('failed')
  })

  it('a client that is refused is a failed stream, without what it was refused with', async () => {
    const source = new OpenAI({ baseURL: 'http://127.0.0.1:9/v1', apiKey: 'none', maxRetries: 0, logLevel: 'off' })
    const { body } = await serve(() => () => source.responses.create({ ...REQUEST, stream: true }))
    const bytes = await body()
    expect(checkStream(bytes).issues).toEqual([])
    expect(saidBy(bytes)).toMatchObject({ text: '', outcome: 'failed' })
    expect(bytes).not.toMatch(/127\.0\.0\.1|ECONN/)
  })
})

describe('streamResponse of the core', () => {
  it('is the same without a server', async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const bytes of streamBytes(fullStream([...said('It rains.'), finish('stop')])))
      text += decoder.decode(bytes)
    expect(checkStream(text).issues).toEqual([])
    expect(saidBy(text)).toEqual({
      text: 'It rains.',
      outcome: 'completed',
      items: ['message'],
      calls: [],
      usage: [7, 9],
    })
  })
})
