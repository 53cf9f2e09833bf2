import type { AIMessageChunk } from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { type Client, collect } from './client.js'

/** `ChatOpenAI` over the Responses API: chunks added up, as its users do. */
export const langchain: Client = {
  name: 'langchain',
  run: (baseURL) =>
    collect(async (draft) => {
      const model = new ChatOpenAI({
        model: 'test-model-1',
        apiKey: 'none',
        useResponsesApi: true,
        maxRetries: 0,
        configuration: { baseURL, maxRetries: 0 },
      })
      let whole: AIMessageChunk | undefined
      for await (const chunk of await model.stream('Hi')) {
        draft.streamed += chunk.text
        whole = whole ? whole.concat(chunk) : chunk
      }
      draft.text = whole?.text ?? ''
      draft.calls = (whole?.tool_calls ?? []).map((call) => ({ name: call.name, arguments: JSON.stringify(call.args) }))
      draft.callIds = (whole?.tool_calls ?? []).map((call) => call.id ?? '')
      draft.usage = totalOf(whole?.usage_metadata)
      draft.reasoning = reasoningOf(whole?.additional_kwargs['reasoning'])
    }),
}

function reasoningOf(reasoning: unknown): string {
  const { summary = [] } = (reasoning ?? {}) as { readonly summary?: readonly { readonly text?: string }[] }
  return summary.map(({ text }) => text ?? '').join('')
}

const totalOf = (usage: unknown): number | undefined =>
  ((usage ?? {}) as { readonly total_tokens?: number }).total_tokens
