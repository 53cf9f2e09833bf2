import { TEXT } from './canonical.js'
import { type Fault, text } from './fault.js'
import { T } from './mutate.js'
import { data, type Event, frame, write } from './sse.js'

const each = (render: (event: Event, i: number) => string): string => TEXT.map(render).join('')
const FIRST_DELTA = TEXT.findIndex(({ type }) => type === T.textDelta)
/** Puts lines of its own between the first delta and the second. */
const between = (lines: string): string => each((event, i) => frame(event) + (i === FIRST_DELTA ? lines : ''))
const everywhere = (lines: string): string => each((event) => lines + frame(event))

const pretty = (event: Event): string =>
  `event: ${event.type}\n${JSON.stringify(event, null, 2)
    .split('\n')
    .map((line) => `data: ${line}\n`)
    .join('')}\n`

/** Bytes of their own for what is between the Response objects, which are long. */
const DRIBBLE = [write(TEXT.slice(0, 2)), ...write(TEXT.slice(2, -1)), write(TEXT.slice(-1))]

const CHAT_CHUNK = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'x',
  choices: [{ index: 0, delta: { content: '' }, finish_reason: null }],
}

/** The same events in lines that no or few readers take. */
export const FRAMING: readonly Fault[] = [
  text('no_event_line', each(data)),
  text(
    'event_line_wrong',
    each((event) => `event: message\n${data(event)}`),
  ),
  text(
    'data_no_space',
    each((event) => `event:${event.type}\ndata:${JSON.stringify(event)}\n\n`),
  ),
  text(
    'data_before_event',
    each((event) => `data: ${JSON.stringify(event)}\nevent: ${event.type}\n\n`),
  ),
  text('pretty_multiline_data', each(pretty)),
  text('crlf', write(TEXT).replaceAll('\n', '\r\n')),
  text('cr_only', write(TEXT).replaceAll('\n', '\r')),
  text('bom', `\uFEFF${write(TEXT)}`),
  text(
    'id_lines',
    each((event, i) => `id: ${i}\n${frame(event)}`),
  ),
  text('comments', everywhere(': waiting\n\n'), {
    recorded: 'openrouter-rig-openai-responses-compat-openai-responses-stream-against-openrouter-completes',
  }),
  text('comment_no_blank', everywhere(': waiting\n')),
  text('empty_data_heartbeat', between('data:\n\n')),
  text('ping_event_empty_json', `event: ping\ndata: {}\n\n${write(TEXT)}`),
  text(
    'one_newline_between',
    each((event) => `data: ${JSON.stringify(event)}\n`),
  ),
  text('no_trailing_blank_line', write(TEXT).trimEnd()),
  text('byte_dribble', DRIBBLE),
  text(
    'ndjson',
    each((event) => `${JSON.stringify(event)}\n`),
  ),
  text('content_type_plain', TEXT, { contentType: 'text/plain' }),
  text('content_type_json', TEXT, { contentType: 'application/json' }),
  text('bad_json_mid', between('data: {"type":"response.output_text.delta", "delta":\n\n')),
  text('chat_chunk_mid', between(data(CHAT_CHUNK))),
  text('null_data', between('data: null\n\n')),
]
