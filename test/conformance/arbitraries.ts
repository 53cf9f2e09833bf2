import fc from 'fast-check'
import { bytesOf, recordings } from '../support/corpus.js'
import { decode } from '../support/corpus-normalize.js'
import { canonical, MIXED, type ModelItem, REFUSAL, TEXT, TOOL_CALL } from './fixtures/canonical.js'
import { FAULTY } from './fixtures/faulty.js'

/** Text with the characters that break naive code: line ends, separators, surrogates, quotes, `data:`. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    '\n',
    '\r\n\r\n',
    'data: [DONE]',
    '\u2028',
    '\0',
    '🌍',
    'é',
    '"',
    '\\',
    '</think>',
    'event: error\n\n',
  ),
)

const deltas = fc.array(text, { minLength: 1, maxLength: 4 })

const callDeltas = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }).map((value) => cut(JSON.stringify(value) ?? '{}')),
  deltas,
)

const cut = (whole: string): string[] => {
  const middle = Math.floor(whole.length / 2)
  return [whole.slice(0, middle), whole.slice(middle)].filter((piece) => piece !== '')
}

const NAMES = ['look', 'get_weather', 'apply-patch']

/** A reply: some items, in any order; call ids are unique. */
export const model: fc.Arbitrary<ModelItem[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: deltas.map((deltas): ModelItem => ({ type: 'message', deltas })) },
      { weight: 1, arbitrary: deltas.map((deltas): ModelItem => ({ type: 'refusal', deltas })) },
      { weight: 2, arbitrary: deltas.map((deltas): ModelItem => ({ type: 'reasoning', deltas })) },
      { weight: 1, arbitrary: deltas.map((deltas): ModelItem => ({ type: 'reasoning_text', deltas })) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(callDeltas, fc.constantFrom(...NAMES))
          .map(([deltas, name]): ModelItem => ({ type: 'function_call', name, callId: '', deltas })),
      },
    ),
    { maxLength: 4 },
  )
  .map((items) => items.map((item, i) => ('callId' in item ? { ...item, callId: `call_${i}` } : item)))

const TYPES = [
  'response.created',
  'response.in_progress',
  'response.queued',
  'response.output_item.added',
  'response.output_item.done',
  'response.content_part.added',
  'response.content_part.done',
  'response.output_text.delta',
  'response.output_text.done',
  'response.refusal.delta',
  'response.reasoning_summary_text.delta',
  'response.reasoning_summary_part.added',
  'response.reasoning_text.delta',
  'response.function_call_arguments.delta',
  'response.function_call_arguments.done',
  'response.custom_tool_call_input.delta',
  'response.mcp_call_arguments.delta',
  'response.web_search_call.searching',
  'response.output_text.annotation.added',
  'response.image_generation_call.partial_image',
  'response.shell_call_command.delta',
  'response.completed',
  'response.incomplete',
  'response.failed',
  'response.cancelled',
  'response.done',
  'response.vendor.thing',
  'error',
  'ping',
  'keepalive',
  '',
]

const ITEM_TYPES = [
  'message',
  'function_call',
  'reasoning',
  'custom_tool_call',
  'mcp_call',
  'web_search_call',
  'x:y',
  '',
]

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, -1, 1e21, 2 ** 31, '', {}, [], '__proto__', Number.MAX_SAFE_INTEGER),
)

const orOdd = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd })

const id = fc.constantFrom('msg_1', 'msg_2', 'fc_1', 'rs_1', '')

const item = fc.record(
  {
    id: orOdd(id),
    type: orOdd(fc.constantFrom(...ITEM_TYPES)),
    status: orOdd(fc.constantFrom('in_progress', 'completed', 'incomplete')),
    role: orOdd(fc.constant('assistant')),
    content: orOdd(
      fc.array(fc.record({ type: fc.constantFrom('output_text', 'refusal', 'text'), text }), { maxLength: 2 }),
    ),
    summary: orOdd(fc.array(fc.record({ type: fc.constant('summary_text'), text }), { maxLength: 2 })),
    name: orOdd(fc.constantFrom(...NAMES)),
    call_id: orOdd(fc.constantFrom('call_1', 'call_2')),
    arguments: orOdd(text),
    input: orOdd(text),
  },
  { requiredKeys: ['type'] },
)

/** A frame that looks like one of the protocol's, with every field absent or odd now and then. */
export const eventLike: fc.Arbitrary<object> = fc.record(
  {
    type: orOdd(fc.constantFrom(...TYPES)),
    sequence_number: orOdd(fc.nat(20)),
    item_id: orOdd(id),
    output_index: orOdd(fc.nat(3)),
    content_index: orOdd(fc.nat(2)),
    summary_index: orOdd(fc.nat(2)),
    delta: orOdd(text),
    text: orOdd(text),
    arguments: orOdd(text),
    part: orOdd(fc.record({ type: fc.constantFrom('output_text', 'refusal', 'summary_text', 'reasoning_text'), text })),
    item: orOdd(item),
    error: fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: odd }),
    response: orOdd(
      fc.record(
        {
          id: orOdd(fc.constantFrom('resp_1', 'resp_2')),
          status: orOdd(fc.constantFrom('in_progress', 'completed', 'failed', 'incomplete', 'cancelled')),
          output: orOdd(fc.array(item, { maxLength: 2 })),
          usage: odd,
          error: odd,
          model: odd,
          tools: odd,
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['type'] },
)

const LINE_ENDS = ['\n', '\r\n', '\r']

/** A stream of such frames, framed in every way that servers have been seen to frame. */
export const sseLike: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: eventLike.map((event) => JSON.stringify(event)) },
        { weight: 1, arbitrary: fc.constantFrom('[DONE]', '', '{}', '[1]', 'null', '{"a":', 'hello') },
        { weight: 1, arbitrary: text },
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom(...LINE_ENDS),
    fc.constantFrom('data: ', 'data:', 'error: ', ''),
    fc.boolean(),
  )
  .map(([frames, end, field, named]) =>
    frames.map((data) => `${named ? `event: response.x${end}` : ''}${field}${data}${end}${end}`).join(''),
  )

/** Small real recordings, where they are there. */
const real = recordings('responses')
  .map((row) => decode(bytesOf(row)))
  .filter((stream) => stream.length < 12_000)

/** Streams of ours, strict and faulty. */
export const FIXTURES: readonly string[] = [
  ...[TEXT, TOOL_CALL, MIXED, REFUSAL].map(canonical),
  ...FAULTY.map((fixture) => fixture.stream),
]

export const known: fc.Arbitrary<string> =
  real.length > 0 ? fc.oneof(fc.constantFrom(...FIXTURES), fc.constantFrom(...real)) : fc.constantFrom(...FIXTURES)
