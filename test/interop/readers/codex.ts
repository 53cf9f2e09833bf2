import { framesOf, parse } from './frames.js'
import { isObject, list, number, object, optional, type Reader, type ReadResult, string, tagged } from './reader.js'

// openai/codex, codex-api/src/sse/responses.rs: what is said comes from `output_item.done`, how it ended from
// `response.completed` or `response.failed`; whatever does not parse, and any `error` event, is passed over.
const item = tagged({
  message: object({ role: string, content: list(tagged({ output_text: object({ text: string }) })) }),
  function_call: object({ name: string, arguments: string, call_id: string }),
  reasoning: object({ summary: list() }),
})
const usage = object({
  input_tokens: number,
  input_tokens_details: optional(object({ cached_tokens: number })),
  output_tokens: number,
  output_tokens_details: optional(object({ reasoning_tokens: number })),
  total_tokens: number,
})
const completed = object({ id: string, usage: optional(usage) })

/** `events` are the items that count as said. */
export const codex: Reader = {
  name: 'Codex',
  read(bytes): ReadResult {
    const events: object[] = []
    let error: string | undefined = 'stream closed before response.completed'
    for (const { data } of framesOf(bytes, { cr: false, bom: false })) {
      const { value } = parse(data)
      if (!isObject(value) || typeof value['type'] !== 'string') continue
      const { type, response } = value
      if (type === 'response.output_item.done' && isObject(value['item']) && item(value['item'], 'item') === undefined)
        events.push(value['item'])
      else if (type === 'response.failed' && isObject(response)) error = failure(response['error'])
      else if (type === 'response.incomplete') error = 'Incomplete response returned'
      else if (type === 'response.completed' && response !== undefined) {
        const wrong = completed(response, '')
        if (wrong === undefined) return { events }
        error = `failed to parse ResponseCompleted: ${wrong}`
      }
    }
    return { events, error }
  },
}

const failure = (error: unknown): string =>
  isObject(error) && typeof error['message'] === 'string' ? error['message'] : 'response.failed event received'
