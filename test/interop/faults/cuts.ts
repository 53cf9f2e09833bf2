import { CALL, functionCall, numbered } from './canonical.js'
import { broken, type Call, CUT, type Fault, SAFE } from './fault.js'
import { T } from './mutate.js'
import { DONE, data, type Event, frame } from './sse.js'

/** A stream of tool calls, one byte of arguments a frame: where its cuts are, and what it would have said. */
export interface Cuttable {
  readonly name: string
  readonly calls: readonly Call[]
  readonly frames: readonly string[]
  /** The first frame that a cut may leave out. */
  readonly from: number
}

const WEATHER: Call = { name: 'get_weather', arguments: '{"c":"Zü","n":[]}' }
const TIME: Call = { name: 'get_time', arguments: '{"z":1}' }
/** Some clients take blank arguments for `{}`. */
const BLANK: Call = { name: 'get_weather', arguments: ' \n{"c":1}' }

const itemOf = (call: Call, index: number) =>
  functionCall(call.name, `call_${index}`, [...call.arguments], index).events

const whole = (events: readonly Event[]): Event[] =>
  numbered([...CALL.slice(0, 2), ...events, { type: T.completed, response: CALL.at(-1)!['response'] }])

function cuttable(name: string, calls: readonly Call[], events: readonly Event[]): Cuttable {
  return { name, calls, frames: whole(events).map(frame), from: 2 }
}

/** Both calls open at once, a byte of each in turn. */
function interleaved(): Event[] {
  const [one, other] = [itemOf(WEATHER, 0), itemOf(TIME, 1)]
  return one.flatMap((event, i) => (other[i] ? [event, other[i]] : [event]))
}

const chunk = (delta: object, finish_reason: string | null = null): string =>
  data({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1790000000,
    model: 'test-model-1',
    choices: [{ index: 0, delta, finish_reason }],
  })

const chatCall = (call: Call, index: number): string[] => [
  chunk({
    tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name: call.name, arguments: '' } }],
  }),
  ...[...call.arguments].map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
]

const CHAT: Cuttable = {
  name: 'two calls in chat chunks',
  calls: [WEATHER, TIME],
  frames: [
    chunk({ role: 'assistant', content: null }),
    ...chatCall(WEATHER, 0),
    ...chatCall(TIME, 1),
    chunk({}, 'tool_calls') + DONE,
  ],
  from: 1,
}

export const CUTTABLE: readonly Cuttable[] = [
  cuttable('one call', [WEATHER], itemOf(WEATHER, 0)),
  cuttable('a call whose arguments begin with blanks', [BLANK], itemOf(BLANK, 0)),
  cuttable('two calls, one after the other', [WEATHER, TIME], [...itemOf(WEATHER, 0), ...itemOf(TIME, 1)]),
  cuttable('two calls, interleaved', [WEATHER, TIME], interleaved()),
  CHAT,
]

/** Whether all that was announced has been closed: such a stream may be whole. */
export const isSettled = (stream: string): boolean => {
  const count = (type: string): number => stream.split(`"type":"${type}"`).length
  return count(T.itemDone) > 1 && count(T.itemDone) === count(T.itemAdded)
}

/** The stream cut before each frame of its calls, ended cleanly or with the connection in turn. */
export const cutsOf = ({ name, frames, from }: Cuttable): Fault[] =>
  frames.slice(from, -1).flatMap((_, i) => {
    const stream = frames.slice(0, from + i).join('')
    if (isSettled(stream)) return []
    const ending = i % 2 === 0 ? 'end' : 'destroy'
    return broken(`${name}, ${i}`, stream, { ending, said: { text: '', message: ending === 'end' ? CUT : SAFE } })
  })
