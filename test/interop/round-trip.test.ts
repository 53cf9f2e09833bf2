import type { IncomingMessage, ServerResponse } from 'node:http'
import { strictResponses } from '@strict-responses/node'
import OpenAI from 'openai'
import type { Response } from 'openai/resources/responses/responses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { byName, bytesOf, CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import { deterministic } from '../support/corpus-normalize.js'
import { DIFFERS, UNREADABLE } from './expected/round-trip.js'

const rows = recordings('chat')

/** What the official client makes of a stream, in either protocol. */
interface Read {
  readonly text: string
  readonly refusal: string
  readonly calls: readonly (readonly [name: string, args: string, id: string])[]
  readonly ended: string
  readonly usage: readonly (number | undefined)[] | undefined
}

const nameOf = (file: string): string => file.replace(/^chat\/|\.sse$/g, '')

let server: Running
let client: (path: string) => OpenAI

/** `/raw/N` is recording N as it is, `/strict/N` the same behind the middleware. */
function route(req: IncomingMessage, res: ServerResponse): void {
  const [, side, index] = String(req.url).split('/')
  if (side === 'strict') strictResponses(req, res, deterministic())
  const row = rows[Number(index)]
  if (!row) throw new Error(`there is no recording ${index}`)
  res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(bytesOf(row))
}

beforeAll(async () => {
  server = await listen(route)
  client = (path) =>
    new OpenAI({ baseURL: `http://127.0.0.1:${server.port}/${path}`, apiKey: 'none', maxRetries: 0, logLevel: 'off' })
})
afterAll(() => server.close())

const ENDED: Readonly<Record<string, string>> = { length: 'max_output_tokens', content_filter: 'content_filter' }

/** The original, as `chat.completions` reads it. */
async function readChat(index: number): Promise<Read> {
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  const stream = client(`raw/${index}`).chat.completions.stream({ model: 'any', messages })
  let usage: OpenAI.CompletionUsage | undefined
  stream.on('chunk', (chunk) => {
    usage = chunk.usage ?? usage
  })
  const { choices } = await stream.finalChatCompletion()
  const choice = choices.find((one) => one.index === 0)
  const { content, refusal, tool_calls = [] } = choice?.message ?? {}
  if (content?.startsWith('[object Object]')) throw new Error('[object Object]')
  return {
    text: content ?? '',
    refusal: refusal ?? '',
    calls: tool_calls.flatMap((call) =>
      call.type === 'custom' ? [] : [[call.function.name, call.function.arguments, call.id] as const],
    ),
    ended: ENDED[choice?.finish_reason ?? ''] ?? 'completed',
    usage: usage && [
      usage.prompt_tokens,
      usage.completion_tokens,
      usage.total_tokens,
      usage.prompt_tokens_details?.cached_tokens ?? 0,
      usage.completion_tokens_details?.reasoning_tokens ?? 0,
    ],
  }
}

const REQUEST = { model: 'any', input: 'Hi' } as const

const sayOf = ({ output, output_text, status, incomplete_details, usage }: Response): Read => ({
  text: output_text,
  refusal: output
    .flatMap((item) => (item.type === 'message' ? item.content : []))
    .map((part) => (part.type === 'refusal' ? part.refusal : ''))
    .join(''),
  calls: output.flatMap((item) =>
    item.type === 'function_call' ? [[item.name, item.arguments, item.call_id] as const] : [],
  ),
  ended: incomplete_details?.reason ?? String(status),
  usage: usage
    ? [
        usage.input_tokens,
        usage.output_tokens,
        usage.total_tokens,
        usage.input_tokens_details.cached_tokens,
        usage.output_tokens_details.reasoning_tokens,
      ]
    : undefined,
})

/** The converted stream, as `responses.stream` sums it up. */
const readFinal = async (index: number): Promise<Read> =>
  sayOf(await client(`strict/${index}`).responses.stream(REQUEST).finalResponse())

/** The converted stream, event by event: text and arguments by their deltas. */
async function readEvents(index: number): Promise<Read> {
  let [text, refusal] = ['', '']
  const calls: [name: string, args: string, id: string][] = []
  const byItem = new Map<string | undefined, [name: string, args: string, id: string]>()
  for await (const event of await client(`strict/${index}`).responses.create({ ...REQUEST, stream: true })) {
    if (event.type === 'response.output_text.delta') text += event.delta
    else if (event.type === 'response.refusal.delta') refusal += event.delta
    else if (event.type === 'response.output_item.added' && event.item.type === 'function_call') {
      const call: [string, string, string] = [event.item.name, event.item.arguments, event.item.call_id]
      calls.push(call)
      byItem.set(event.item.id, call)
    } else if (event.type === 'response.function_call_arguments.delta') {
      const call = byItem.get(event.item_id)
      if (call) call[1] += event.delta
    } else if (event.type === 'response.completed' || event.type === 'response.incomplete') {
      const { ended, usage } = sayOf({ ...event.response, output_text: '' })
      return { text, refusal, calls, ended, usage }
    }
  }
  throw new Error('the stream had no end')
}

const failed = (error: unknown): { readonly error: string } => ({
  error: error instanceof Error ? error.message : String(error),
})

describe.skipIf(!corpusAvailable)(`round trip by openai 7${corpusAvailable ? '' : ` (${CORPUS_ABSENT})`}`, () => {
  it('has its recordings, and lists none that is not there', () => {
    const files = rows.map(({ file }) => nameOf(file))
    expect(files.length).toBeGreaterThanOrEqual(151)
    for (const name of [...Object.keys(UNREADABLE), ...Object.keys(DIFFERS)]) expect(files).toContain(name)
  })

  it.each(byName(rows))('%s', async (file, row) => {
    const index = rows.indexOf(row)
    const [chat, final, events] = await Promise.all([
      readChat(index).catch(failed),
      readFinal(index).catch(failed),
      readEvents(index).catch(failed),
    ])
    const unreadable = UNREADABLE[nameOf(file)]
    const differs = DIFFERS[nameOf(file)]
    if (unreadable) expect(chat).toEqual({ error: unreadable })
    else if (!differs) expect([final, events]).toEqual([chat, chat])
    else {
      const { field } = differs
      for (const read of [final, events]) {
        expect({ ...read, [field]: undefined }).toEqual({ ...chat, [field]: undefined })
        expect(Reflect.get(read, field)).not.toEqual(Reflect.get(chat, field))
      }
    }
    // What the client cannot read in Chat Completions it can in Responses: both ways say the same.
    expect(events).toEqual(final)
  })
})
