import OpenAI from 'openai'
import OpenAI6 from 'openai6'
import { type Client, collect, type Draft } from './client.js'
import { conclude, eventOf, responseOf, take, takeCalls } from './openai-events.js'

const REQUEST = { model: 'test-model-1', input: 'Hi' } as const
const TERMINAL = new Set(['response.completed', 'response.incomplete', 'response.failed'])

/** The loop of `create({ stream: true })`: items as they close, and the Response of the terminal event. */
async function readEvents(draft: Draft, events: AsyncIterable<object>): Promise<void> {
  for await (const one of events) {
    const event = eventOf(one)
    take(draft, event)
    if (event.type === 'response.output_item.done' && event.item) takeCalls(draft, [event.item])
    if (!TERMINAL.has(event.type ?? '') || !event.response) continue
    conclude(draft, event.response)
    const closed = { calls: draft.calls, callIds: draft.callIds }
    Object.assign(draft, { calls: [], callIds: [] })
    takeCalls(draft, event.response.output ?? [])
    if (draft.calls.length === 0) Object.assign(draft, closed)
  }
}

interface Streaming extends AsyncIterable<object> {
  finalResponse(): Promise<object & { readonly output_text?: string }>
}

/** The loop of `responses.stream()`, and its own final response. */
async function readStream(draft: Draft, stream: Streaming): Promise<void> {
  for await (const event of stream) take(draft, eventOf(event))
  const final = await stream.finalResponse()
  const response = responseOf(final)
  conclude(draft, response)
  takeCalls(draft, response.output ?? [])
  draft.text = final.output_text ?? ''
}

const options = (baseURL: string): { baseURL: string; apiKey: string; maxRetries: number; logLevel: 'off' } => ({
  baseURL,
  apiKey: 'none',
  maxRetries: 0,
  logLevel: 'off',
})

export const openai7create: Client = {
  name: 'openai 7 create',
  run: (baseURL) =>
    collect(async (draft) =>
      readEvents(draft, await new OpenAI(options(baseURL)).responses.create({ ...REQUEST, stream: true })),
    ),
}

export const openai7stream: Client = {
  name: 'openai 7 stream',
  run: (baseURL) => collect((draft) => readStream(draft, new OpenAI(options(baseURL)).responses.stream(REQUEST))),
}

export const openai6create: Client = {
  name: 'openai 6 create',
  run: (baseURL) =>
    collect(async (draft) =>
      readEvents(draft, await new OpenAI6(options(baseURL)).responses.create({ ...REQUEST, stream: true })),
    ),
}

export const openai6stream: Client = {
  name: 'openai 6 stream',
  run: (baseURL) => collect((draft) => readStream(draft, new OpenAI6(options(baseURL)).responses.stream(REQUEST))),
}
