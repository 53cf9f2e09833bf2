import { Agent, OpenAIProvider, Runner, tool } from '@openai/agents'
import { describe, expect, it } from 'vitest'
import { call, done, finish, reasoning, role, saying, usage } from './support/chat-frames.js'
import { frames } from './support/fake-backend.js'
import { running } from './support/running.js'

const first = frames(
  role,
  reasoning('Look it up.'),
  call(0, '{"city":', { id: 'call_1', name: 'get_weather' }),
  call(0, '"Rome"}'),
  finish('tool_calls'),
  usage,
  done,
)
const last = frames(...saying('It is ', 'sunny.'))

describe('the Agents SDK, in front of a chat backend', () => {
  it.each([true, false])('runs a tool loop of two turns, stream: %s', async (stream) => {
    let turn = 0
    const { url, backend } = await running((res, seen) => (turn++ === 0 ? first : last)(res, seen))
    const asked: unknown[] = []
    const weather = tool({
      name: 'get_weather',
      description: 'The weather in a city.',
      strict: false,
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' } },
        required: ['city'],
        additionalProperties: true,
      },
      execute: (input) => {
        asked.push(input)
        return 'sunny'
      },
    })
    const modelProvider = new OpenAIProvider({ baseURL: `${url}/v1`, apiKey: 'k', useResponses: true })
    const runner = new Runner({ modelProvider, tracingDisabled: true })
    const agent = new Agent({ name: 'a', instructions: 'Answer.', model: 'm', tools: [weather] })
    if (stream) {
      const result = await runner.run(agent, 'Weather in Rome?', { stream: true })
      await result.completed
      expect(result.finalOutput).toBe('It is sunny.')
    } else expect((await runner.run(agent, 'Weather in Rome?')).finalOutput).toBe('It is sunny.')
    expect(asked).toEqual([{ city: 'Rome' }])
    expect(backend.seen.length).toBe(2)
    const messages = backend.seen[1]?.body['messages'] as { role: string }[] | undefined
    expect(messages?.map((one) => one.role)).toEqual(['system', 'user', 'assistant', 'tool'])
  })
})
