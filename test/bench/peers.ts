import { createParser } from 'eventsource-parser'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'

const encoder = new TextEncoder()

const frame = (event: { type: string }): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

/** What most write by hand: eventsource-parser, `JSON.parse`, a number, `JSON.stringify`. */
export function parserAndJson(chunks: readonly Uint8Array[]): Uint8Array[] {
  const decoder = new TextDecoder()
  const out: Uint8Array[] = []
  let next = 0
  const parser = createParser({
    onEvent: ({ data }) => {
      const event = JSON.parse(data)
      event.sequence_number = next++
      out.push(encoder.encode(frame(event)))
    },
  })
  for (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }))
  return out
}

const place = { sequence_number: z.int(), output_index: z.int() }
const inPart = { ...place, item_id: z.string(), content_index: z.int() }
const part = z.looseObject({ type: z.literal('output_text'), text: z.string(), annotations: z.array(z.unknown()) })
const item = z.looseObject({ id: z.string(), type: z.literal('message'), status: z.string(), content: z.array(part) })
const response = z.looseObject({ id: z.string(), status: z.string(), output: z.array(item) })
const lifecycle = { sequence_number: z.int(), response }
const Event = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('response.created'), ...lifecycle }),
  z.looseObject({ type: z.literal('response.in_progress'), ...lifecycle }),
  z.looseObject({ type: z.literal('response.completed'), ...lifecycle }),
  z.looseObject({ type: z.literal('response.output_item.added'), ...place, item }),
  z.looseObject({ type: z.literal('response.output_item.done'), ...place, item }),
  z.looseObject({ type: z.literal('response.content_part.added'), ...inPart, part }),
  z.looseObject({ type: z.literal('response.content_part.done'), ...inPart, part }),
  z.looseObject({ type: z.literal('response.output_text.delta'), ...inPart, delta: z.string() }),
  z.looseObject({ type: z.literal('response.output_text.done'), ...inPart, text: z.string() }),
])

/** The same with Web Streams, each event checked with zod. */
export async function webStreams(chunks: readonly Uint8Array[]): Promise<Uint8Array[]> {
  let next = 0
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const chunk = chunks[next++]
      if (chunk) controller.enqueue(chunk as Uint8Array<ArrayBuffer>)
      else controller.close()
    },
  })
  const checked = new TransformStream<{ data: string }, string>({
    transform: ({ data }, controller) => controller.enqueue(frame(Event.parse(JSON.parse(data)))),
  })
  const output = source
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .pipeThrough(checked)
    .pipeThrough(new TextEncoderStream())
  const out: Uint8Array[] = []
  for await (const bytes of output) out.push(bytes)
  return out
}
