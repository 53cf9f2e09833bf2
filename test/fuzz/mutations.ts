import { EVENTS } from '../../packages/core/src/protocol/events.js'
import type { Obj } from '../support/oracle-frames.js'
import { editKey, editNamed, otherValue } from './edit-json.js'
import { type FuzzFrame, jsonFrame, textFrame, toFrames, toText, withJson } from './frames.js'
import type { Random } from './random.js'
import type { Seed } from './seeds.js'

/** Changes the frames of a stream; `other` is a second stream. */
export type Mutate = (frames: readonly FuzzFrame[], random: Random, other: Seed) => readonly FuzzFrame[]

type Edit = (frames: readonly FuzzFrame[], random: Random) => readonly FuzzFrame[]

const KEYS = ['id', 'item_id', 'output_index', 'content_index', 'summary_index', 'sequence_number', 'logprobs']
const MORE_KEYS = ['type', 'status', 'role', 'call_id', 'index', 'object', 'annotations', 'usage', 'output', 'name']
const NAMES = [...KEYS, ...MORE_KEYS, 'text', 'delta', 'error', 'arguments', 'content', 'outputIndex', '__proto__', 'x']
const TYPES = [
  ...Object.keys(EVENTS),
  ...['response.done', 'response.cancelled', 'response.error', 'response.vendor.thing', 'error', 'ping', 'x', ''],
  ...['message_start', 'content_block_start', 'content_block_delta', 'message_stop'],
]
const JUNK: readonly string[] = [
  'data: [DONE]\n\n',
  'data: {}\n\n',
  'data:\n\n',
  'data: null\n\n',
  'data: [1]\n\n',
  'data: "x"\n\n',
  'data: {"type":"response.output_text.del\n\n',
  'data: hello\n\n',
  ': keep-alive\n\n',
  ':\n',
  'event: ping\ndata: {"type":"ping"}\n\n',
  'event: keepalive\ndata: {"type":"keepalive"}\n\n',
  'id: 7\n',
  'retry: 100\n\n',
  'event: x\n\n',
  'error: {"code":500,"message":"slot is gone"}\n\n',
  'error: gone\n\n',
  'data: {"error":{"message":"broke","type":"server_error","code":null}}\n\n',
  'data: {"error":"broke"}\n\n',
  'event: error\ndata: broke\n\n',
  '{"type":"response.output_text.delta","delta":"bare"}\n',
  'event: response.created\ndata: {}\n\n',
  '\n\n',
]

/** Replaces frames by what `change` makes of one that holds JSON. */
const one =
  (change: (json: Obj, random: Random) => Obj): Edit =>
  (frames, random) => {
    const places = frames.flatMap((frame, at) => (frame.json ? [at] : []))
    if (places.length === 0) return frames
    const at = random.pick(places)
    const frame = frames[at]!
    return frames.with(at, withJson(frame, change(frame.json!, random)))
  }

const every = (frames: readonly FuzzFrame[], change: (json: Obj, at: number) => Obj): FuzzFrame[] =>
  frames.map((frame, at) => (frame.json ? withJson(frame, change(frame.json, at)) : frame))

/** The ways in which a stream goes wrong between its frames and in them. */
export const MUTATIONS = {
  drop: (frames, random) => frames.toSpliced(random.below(frames.length), 1 + random.below(3)),
  duplicate: (frames, random) => {
    const at = random.below(frames.length)
    return frames.toSpliced(random.chance(0.5) ? at : random.below(frames.length), 0, ...frames.slice(at, at + 1))
  },
  reorder: (frames, random) => {
    const at = random.below(frames.length)
    const to = random.chance(0.5) ? at + 1 : random.below(frames.length)
    return frames.toSpliced(at, 1).toSpliced(to, 0, ...frames.slice(at, at + 1))
  },
  truncate: (frames, random) => frames.slice(0, random.below(frames.length + 1)),
  cut: (frames, random) => {
    const text = toText(frames)
    return toFrames(text.slice(0, random.below(text.length + 1)))
  },
  splice: (frames, random, other) => [
    ...frames.slice(0, random.below(frames.length + 1)),
    ...other.frames.slice(random.below(other.frames.length + 1)),
  ],
  weave: (frames, random, other) => {
    const woven = [...frames]
    let at = 0
    for (const frame of other.frames) {
      at += random.below(3)
      woven.splice(at++, 0, frame)
    }
    return woven
  },
  rename: one((json, random) => editKey(json, random, (_, value) => [[random.pick(NAMES), value]])),
  remove: one((json, random) => editKey(json, random, () => [])),
  revalue: one((json, random) => editKey(json, random, (key, value) => [[key, otherValue(value, random)]])),
  retype: one((json, random) => ({ ...json, type: random.pick(TYPES) })),
  add: one((json, random) => ({ ...json, [random.pick(NAMES)]: otherValue(json, random) })),
  strip: (frames, random) => {
    const name = random.pick(random.chance(0.7) ? KEYS : MORE_KEYS)
    return every(frames, (json) => editNamed(json, name, () => []))
  },
  rotate: (frames, random) => {
    const name = random.pick(['id', 'item_id', 'call_id'])
    return every(frames, (json, at) => editNamed(json, name, (key, value) => [[key, `${String(value)}_${at}`]]))
  },
  shift: (frames, random) => {
    const name = random.pick(['output_index', 'content_index', 'summary_index', 'index', 'sequence_number'])
    const by = 1 + random.below(3)
    const all = random.chance(0.5)
    const move = (json: Obj): Obj =>
      editNamed(json, name, (key, value) => [[key, typeof value === 'number' ? value + by : value]])
    return all ? every(frames, move) : one(move)(frames, random)
  },
  junk: (frames, random) => frames.toSpliced(random.below(frames.length + 1), 0, textFrame(random.pick(JUNK))),
  invent: (frames, random) => {
    const type = random.pick(TYPES)
    const at = { item_id: random.pick(['msg_1', 'x', '']), output_index: random.below(4), content_index: 0 }
    const event = { type, ...(random.chance(0.7) ? at : {}), delta: 'new ', text: 'new', arguments: '{}' }
    return frames.toSpliced(random.below(frames.length + 1), 0, jsonFrame(event, random.chance(0.5) ? type : undefined))
  },
} satisfies Record<string, Mutate>
