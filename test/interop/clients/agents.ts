import { Agent, OpenAIResponsesModel, Runner, setTracingDisabled, tool } from '@openai/agents'
import OpenAI from 'openai'
import { type Client, collect, TOOLS } from './client.js'

setTracingDisabled(true)

/** `@openai/agents`: an agent with tools that stops at the first; a call counts when its tool has run. */
export const agents: Client = {
  name: 'agents',
  run: (baseURL, names = TOOLS) =>
    collect(async (draft) => {
      const tools = names.map((name) =>
        tool({
          name,
          description: name,
          strict: false,
          parameters: { type: 'object', properties: {}, required: [], additionalProperties: true },
          execute: (input, _context, details) => {
            draft.ran = [...draft.ran, { name, arguments: JSON.stringify(input) }]
            draft.calls = draft.ran
            draft.callIds = [...draft.callIds, details?.toolCall?.callId ?? '']
            return 'done'
          },
        }),
      )
      const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0, logLevel: 'off' })
      const model = new OpenAIResponsesModel(client, 'test-model-1')
      const agent = new Agent({ name: 'test', instructions: '', model, tools, toolUseBehavior: 'stop_on_first_tool' })
      const result = await new Runner({ tracingDisabled: true }).run(agent, 'Hi', { stream: true, maxTurns: 1 })
      // It rejects beside the loop, which throws the same.
      result.completed.catch(() => {})
      for await (const event of result) {
        if (event.type !== 'raw_model_stream_event') continue
        if (event.data.type === 'output_text_delta') draft.streamed += event.data.delta
        if (event.data.type === 'model') takeReasoning(draft, event.data.event)
      }
      await result.completed
      const final: unknown = result.finalOutput
      // Where a tool ran, its output is the final one.
      draft.text = draft.calls.length > 0 ? draft.streamed : String(final ?? '')
      draft.usage = result.runContext.usage.totalTokens
    }),
}

function takeReasoning(draft: { reasoning: string }, event: unknown): void {
  if (typeof event !== 'object' || event === null) return
  const { type, delta } = event as { readonly type?: string; readonly delta?: string }
  if (type?.startsWith('response.reasoning') && type.endsWith('.delta')) draft.reasoning += delta ?? ''
}
