import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIENTS } from './clients/index.js'
import { CHAT_TEXT, DIALECTS } from './faults/dialects.js'
import { text } from './faults/fault.js'
import { type Servers, startServers } from './routes.js'
import { visitWith } from './run.js'
import { symptom } from './symptom.js'

let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})
afterAll(() => servers.close())

describe.each(DIALECTS.map((upstream) => [upstream.name, upstream] as const))(
  '%s on a Responses route',
  (_, upstream) => {
    it.each(CLIENTS.map((client) => [client.name, client] as const))(
      'is a Responses stream to %s',
      async (_, client) => {
        const result = await visitWith(client, servers.wrapped(upstream))
        expect(symptom(upstream.said, result)).toBe('ok')
        if (upstream.said.callIds) expect(result?.callIds).toEqual(upstream.said.callIds)
      },
    )
  },
)

describe('Chat Completions beside it', () => {
  const upstream = text('chat beside', CHAT_TEXT)

  it('reach openai 7 as they were', async () => {
    const visit = servers.wrapped(upstream)
    const client = new OpenAI({ baseURL: visit.baseURL, apiKey: 'none', maxRetries: 0 })
    const stream = client.chat.completions.stream({
      model: 'test-model-1',
      messages: [{ role: 'user', content: 'Hi' }],
    })
    expect(await stream.finalContent()).toBe('Hello, world!')
    expect((await stream.totalUsage()).total_tokens).toBe(18)
    visit.close()
  })

  it('are byte for byte what the route wrote', async () => {
    const visit = servers.wrapped(upstream)
    const reply = await fetch(`${visit.baseURL}/chat/completions`, { method: 'POST', body: '{}' })
    expect(await reply.text()).toBe(CHAT_TEXT)
    visit.close()
  })
})
