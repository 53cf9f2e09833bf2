import { createOpenResponses } from '@ai-sdk/open-responses'
import { createOpenAI } from '@ai-sdk/openai'
import { jsonSchema, type LanguageModel, streamText, tool } from 'ai'
import { type Client, collect, describe, TOOLS } from './client.js'

Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })

/** `streamText` of the AI SDK, with tools to run. */
const aiSdk = (name: string, model: (baseURL: string) => LanguageModel): Client => ({
  name,
  run: (baseURL, names = TOOLS) =>
    collect(async (draft) => {
      const run = (name: string) =>
        tool({
          inputSchema: jsonSchema<object>({ type: 'object', additionalProperties: true }),
          execute: (input) => {
            draft.ran = [...draft.ran, { name, arguments: JSON.stringify(input) }]
            return 'done'
          },
        })
      const errors: string[] = []
      const result = streamText({
        model: model(baseURL),
        prompt: 'Hi',
        maxRetries: 0,
        tools: Object.fromEntries(names.map((name) => [name, run(name)])),
        onError: () => {},
      })
      for await (const part of result.fullStream) {
        if (part.type === 'text-delta') draft.streamed += part.text
        else if (part.type === 'reasoning-delta') draft.reasoning += part.text
        else if (part.type === 'tool-call' && !part.invalid) {
          draft.calls = [...draft.calls, { name: part.toolName, arguments: JSON.stringify(part.input) }]
          draft.callIds = [...draft.callIds, part.toolCallId]
        } else if (part.type === 'error') errors.push(describe(part.error))
        else if (part.type === 'finish') {
          draft.finish = part.finishReason
          draft.usage = part.totalUsage.totalTokens
        }
      }
      draft.text = draft.streamed
      if (errors.length > 0) draft.error = errors.join(' | ')
    }),
})

export const ai7: Client = aiSdk('ai 7', (baseURL) =>
  createOpenAI({ baseURL, apiKey: 'none' }).responses('test-model-1'),
)

export const ai7openResponses: Client = aiSdk('ai 7 open-responses', (baseURL) =>
  createOpenResponses({ name: 'test', url: `${baseURL}/responses`, apiKey: 'none' })('test-model-1'),
)
