import { describe, expect, it } from 'vitest'
import {
  type CheckOptions,
  type CheckReport,
  checkStream,
  RULES,
  type RuleCode,
} from '../../packages/core/src/check/check.js'
import { FAMILIES } from '../../packages/core/src/protocol/families.js'
import { normalize } from '../support/corpus-normalize.js'
import { expectLinear } from '../support/cpu-time.js'
import {
  DONE,
  type Event,
  frame,
  functionCall,
  message,
  openResponses,
  reasoning,
  renumber,
  response,
  SCENARIOS,
  strictEvents,
  written,
} from '../support/strict-stream.js'

type Json = Record<string, unknown>

const codes = (report: CheckReport): string[] => [...new Set(report.issues.map((issue) => issue.code))]
const scenario = (name: string): Event[] => structuredClone(SCENARIOS[name]!)
const position = (events: readonly Event[], type: string, nth = 0): number =>
  events.flatMap((event, index) => (event.type === type ? [index] : []))[nth] ?? Number.NaN
const of = (events: readonly Event[], type: string, nth = 0): Event => events[position(events, type, nth)]!
const item = (event: Event): Json => event['item'] as Json
const body = (event: Event): Json => event['response'] as Json
const last = (events: readonly Event[]): Json => body(events.at(-1)!)
const output = (events: readonly Event[]): Json[] => last(events)['output'] as Json[]

const put = (object: Json, key: string, value: unknown): unknown => Object.assign(object, { [key]: value })
const remove = (object: Json, key: string): unknown => Reflect.deleteProperty(object, key)

const ADDED = 'response.output_item.added'
const FINISHED = 'response.output_item.done'
const DELTA = 'response.output_text.delta'
const TEXT_DONE = 'response.output_text.done'
const PART_ADDED = 'response.content_part.added'
const PART_DONE = 'response.content_part.done'
const STARTED = 'response.in_progress'

/** A strict stream that was broken in one way. */
interface Broken {
  readonly stream: string | Uint8Array
  readonly options?: CheckOptions
}

/** Breaks the events of a scenario. */
const edit = (name: string, change: (events: Event[]) => unknown, options: CheckOptions = {}): Broken => {
  const events = scenario(name)
  change(events)
  return { stream: written(events), options }
}

/** Breaks the events of a scenario; the numbers stay dense. */
const shuffle = (name: string, change: (events: Event[]) => unknown, options: CheckOptions = {}): Broken => {
  const events = scenario(name)
  change(events)
  return { stream: written(renumber(events)), options }
}

const drop = (name: string, type: string, nth = 0): Broken =>
  shuffle(name, (events) => events.splice(position(events, type, nth), 1))
const insert = (name: string, index: (events: Event[]) => number, event: Event, options?: CheckOptions): Broken =>
  shuffle(name, (events) => events.splice(index(events), 0, event), options)
const again = (name: string, type: string): Broken =>
  shuffle(name, (events) => {
    const index = position(events, type)
    events.splice(index, 0, structuredClone(events[index]!))
  })
const text = (change: (stream: string) => string, name = 'text'): Broken => ({
  stream: change(written(scenario(name))),
})
const bytes = (stream: string): Uint8Array => new TextEncoder().encode(stream)
const failing = (error: Json, more: Json = {}): Broken =>
  edit('failed at once', (events) => Object.assign(last(events), { error, ...more }))
const errorEvent = (change: (event: Event) => unknown, options?: CheckOptions): Broken =>
  edit('failed', (events) => change(of(events, 'error')), options)

/** For each rule, a strict stream that breaks it and no other. */
const BROKEN: Readonly<Record<RuleCode, Broken>> = {
  'stream/empty': { stream: '' },
  'stream/not-responses': { stream: 'data: {"id":"c","object":"chat.completion.chunk","choices":[]}\n\n' },
  'report/truncated': text((stream) => stream.replace(/event: .*\n/g, '').repeat(1)),

  'framing/bom': text((stream) => `\uFEFF${stream}`),
  'framing/line-ending': text((stream) => stream.replaceAll('\n', '\r\n')),
  'framing/invalid-utf8': {
    stream: bytes(written(scenario('text'))).map((byte, index, all) =>
      byte === 0xc3 && all.indexOf(0xc3) === index ? 0xff : byte,
    ),
  },
  'framing/truncated': text((stream) => stream.slice(0, -1)),
  'framing/missing-blank-line': text((stream) =>
    stream.replace('\n\nevent: response.output_text.done', '\nevent: response.output_text.done'),
  ),
  'framing/blank-line': text((stream) => stream.replace('\n\n', '\n\n\n')),
  'framing/space': text((stream) => stream.replace('data: ', 'data:')),
  'framing/order': text((stream) => stream.replace(/(event: .*\n)(data: .*\n)/, '$2$1')),
  'framing/missing-event': text((stream) => stream.replace(/event: .*\n/, '')),
  'framing/duplicate-event': text((stream) => stream.replace(/(event: .*\n)/, '$1$1')),
  'framing/event-mismatch': text((stream) => stream.replace(/event: .*\n/, 'event: message\n')),
  'framing/missing-data': text((stream) => stream.replace('\n\n', '\n\nevent: response.created\ndata: \n\n')),
  'framing/multiline-data': text((stream) => stream.replace(/data: \{/, 'data: {\ndata: ')),
  'framing/id': text((stream) => stream.replace('data: ', 'id: 7\ndata: ')),
  'framing/retry': text((stream) => stream.replace('data: ', 'retry: 7\ndata: ')),
  'framing/unknown-field': text((stream) => stream.replace('data: ', 'hello: 7\ndata: ')),
  'framing/invalid-json': text((stream) => stream.replace(/data: (.*"delta":"lo .*)\}\n/, 'data: $1\n')),
  'framing/not-object': text((stream) => stream.replace(/data: (.*"delta":"lo .*)\n/, 'data: [$1]\n')),

  'event/missing-type': text((stream) => stream.replace('"type":"response.output_text.delta",', '')),
  'event/alias': edit('text', (events) => put(events.at(-1)!, 'type', 'response.done')),
  'event/unknown': insert('text', (events) => position(events, DELTA), { type: 'response.new', item_id: 'msg_none' }),
  'event/vendor': insert('text', (events) => position(events, DELTA), { type: 'acme.note' }),
  'event/heartbeat': insert('text', (events) => position(events, DELTA), { type: 'keepalive' }),

  'sequence/missing': edit('text', (events) => remove(of(events, DELTA), 'sequence_number')),
  'sequence/invalid': edit('text', (events) => put(of(events, DELTA), 'sequence_number', '4')),
  'sequence/start': { stream: written(renumber(scenario('text'), 1)) },
  'sequence/gap': edit('text', (events) => put(of(events, DELTA), 'sequence_number', 400)),
  'sequence/repeat': edit('text', (events) => put(of(events, DELTA), 'sequence_number', 1)),

  'lifecycle/missing-created': drop('text', 'response.created'),
  'lifecycle/duplicate-created': again('text', 'response.created'),
  'lifecycle/queued-order': again('queued', 'response.queued'),
  'lifecycle/missing-in-progress': drop('text', STARTED),
  'lifecycle/duplicate-in-progress': again('text', STARTED),
  'lifecycle/missing-item-added': drop('text', ADDED),
  'lifecycle/duplicate-item-added': again('text', ADDED),
  'lifecycle/missing-item-done': drop('text', FINISHED),
  'lifecycle/after-item-done': shuffle('text', (events) => {
    const [moved] = events.splice(position(events, FINISHED), 1)
    events.splice(-1, 0, moved!, structuredClone(moved!))
  }),
  'lifecycle/missing-content-part-added': drop('text', PART_ADDED),
  'lifecycle/missing-content-part-done': drop('text', PART_DONE),
  'lifecycle/missing-summary-part-added': drop('reasoning summary', 'response.reasoning_summary_part.added'),
  'lifecycle/missing-summary-part-done': drop('reasoning summary', 'response.reasoning_summary_part.done'),
  'lifecycle/missing-command-added': drop('shell', 'response.shell_call_command.added'),
  'lifecycle/duplicate-part-added': again('text', PART_ADDED),
  'lifecycle/after-part-done': again('text', PART_DONE),
  'lifecycle/after-text-done': again('text', TEXT_DONE),
  'lifecycle/missing-output-text-done': drop('text', TEXT_DONE),
  'lifecycle/missing-refusal-done': drop('refusal', 'response.refusal.done'),
  'lifecycle/missing-reasoning-text-done': drop('reasoning text', 'response.reasoning_text.done'),
  'lifecycle/missing-reasoning-summary-text-done': drop('reasoning summary', 'response.reasoning_summary_text.done'),
  'lifecycle/missing-function-call-arguments-done': drop('empty arguments', 'response.function_call_arguments.done'),
  'lifecycle/missing-custom-tool-call-input-done': drop('custom tool', 'response.custom_tool_call_input.done'),
  'lifecycle/missing-mcp-call-arguments-done': drop('mcp', 'response.mcp_call_arguments.done'),
  'lifecycle/missing-code-interpreter-call-code-done': drop(
    'code interpreter',
    'response.code_interpreter_call_code.done',
  ),
  'lifecycle/missing-apply-patch-call-operation-diff-done': drop(
    'apply patch',
    'response.apply_patch_call_operation_diff.done',
  ),
  'lifecycle/missing-shell-call-command-done': drop('shell', 'response.shell_call_command.done'),

  'response/status': edit('text', (events) => put(body(of(events, STARTED)), 'status', 'completed')),
  'response/not-empty': edit('text', (events) =>
    put(body(of(events, STARTED)), 'output', structuredClone(output(events))),
  ),
  'response/early-usage': edit('text', (events) =>
    put(body(of(events, STARTED)), 'usage', structuredClone(last(events)['usage'])),
  ),
  'response/early-completed-at': edit('text', (events) => put(body(of(events, STARTED)), 'completed_at', 2)),
  'response/error-set': edit('text', (events) => put(last(events), 'error', { code: 'server_error', message: 'No.' })),
  'response/incomplete-details': edit('incomplete', (events) => put(last(events), 'incomplete_details', null)),

  'ids/response-id-empty': edit('text', (events) => put(last(events), 'id', '')),
  'ids/response-id-changed': edit('text', (events) => put(last(events), 'id', 'resp_other')),
  'ids/created-at-changed': edit('text', (events) => put(last(events), 'created_at', 1)),
  'ids/item-id-empty': edit('text', (events) => put(item(of(events, ADDED)), 'id', '')),
  'ids/item-id-duplicate': {
    stream: written(strictEvents([functionCall(['{}'], 'fc_1', 'call_1'), functionCall(['{}'], 'fc_1', 'call_2')])),
  },
  'ids/item-id-changed': edit('text', (events) => put(of(events, DELTA), 'item_id', 'msg_other')),
  'ids/call-id-empty': edit('function call', (events) => put(item(of(events, ADDED)), 'call_id', '')),
  'ids/call-id-duplicate': {
    stream: written(strictEvents([functionCall(['{}'], 'fc_1', 'call_1'), functionCall(['{}'], 'fc_2', 'call_1')])),
  },
  'ids/call-id-changed': edit('function call', (events) => put(item(of(events, FINISHED)), 'call_id', 'call_other')),

  'index/output-index': edit('parallel calls', (events) => {
    for (const event of events) if (event['output_index'] === 1) event['output_index'] = 2
  }),
  'index/content-index': edit('two parts', (events) => put(of(events, DELTA, 2), 'content_index', 4)),
  'index/summary-index': edit('reasoning summary', (events) =>
    put(of(events, 'response.reasoning_summary_text.delta'), 'summary_index', 4),
  ),
  'index/command-index': edit('shell', (events) =>
    put(of(events, 'response.shell_call_command.delta'), 'command_index', 4),
  ),
  'index/annotation-index': edit('annotations', (events) =>
    put(of(events, 'response.output_text.annotation.added', 1), 'annotation_index', 4),
  ),

  'items/not-empty': edit('function call', (events) => put(item(of(events, ADDED)), 'arguments', '{"city":"Oslo"}')),
  'items/unknown-type': edit(
    'bare reasoning',
    (events) => {
      for (const object of [item(of(events, ADDED)), item(of(events, FINISHED)), output(events)[0]!])
        object['type'] = 'acme:thought'
    },
    { profile: 'open-responses' },
  ),
  'items/type-changed': edit('bare reasoning', (events) => {
    for (const event of [of(events, FINISHED)])
      Object.assign(item(event), { type: 'compaction', encrypted_content: 'x' })
  }),
  'items/name-changed': edit('function call', (events) => put(item(of(events, FINISHED)), 'name', 'other')),
  'items/status': edit('text', (events) => {
    for (const object of [item(of(events, FINISHED)), output(events)[0]!]) object['status'] = 'in_progress'
  }),
  'items/wrong-event': insert('text', (events) => position(events, DELTA), {
    type: 'response.function_call_arguments.delta',
    item_id: 'msg_1',
    output_index: 0,
    delta: '{',
  }),
  'items/part-count': edit('two parts', (events) => {
    for (const object of [item(of(events, FINISHED)), output(events)[0]!]) (object['content'] as Json[]).pop()
  }),

  'parts/not-empty': edit('text', (events) => put(of(events, PART_ADDED)['part'] as Json, 'text', 'Hel')),
  'parts/wrong-type': edit('text', (events) =>
    put(of(events, PART_ADDED), 'part', { type: 'reasoning_text', text: '' }),
  ),
  'parts/type-changed': edit('text', (events) =>
    put(of(events, PART_DONE), 'part', { type: 'refusal', refusal: 'Hello wörld' }),
  ),
  'parts/wrong-event': edit('text', (events) => {
    const index = position(events, DELTA)
    const { logprobs, ...rest } = events[index]!
    events.splice(index, 0, { ...structuredClone(rest), type: 'response.refusal.delta', delta: 'No' } as Event)
    for (const [number, event] of events.entries()) event['sequence_number'] = number
  }),
  'parts/annotations': edit('annotations', (events) => {
    for (const part of [of(events, PART_DONE)['part'] as Json]) (part['annotations'] as Json[]).reverse()
  }),

  'text/done-mismatch': edit('text', (events) => put(of(events, TEXT_DONE), 'text', 'Hello')),
  'text/part-mismatch': edit('text', (events) => put(of(events, PART_DONE)['part'] as Json, 'text', 'Hello')),
  'text/item-mismatch': edit('text', (events) =>
    put((item(of(events, FINISHED))['content'] as Json[])[0]!, 'text', 'Hello'),
  ),
  'text/output-mismatch': edit('text', (events) => put((output(events)[0]!['content'] as Json[])[0]!, 'text', 'Hello')),

  'output/missing-item': edit('parallel calls', (events) => output(events).shift()),
  'output/extra-item': edit('text', (events) => output(events).push({ id: 'rs_9', type: 'reasoning', summary: [] })),
  'output/order': edit('parallel calls', (events) => output(events).reverse()),
  'output/item-differs': edit('text', (events) => put(output(events)[0]!, 'status', 'incomplete')),

  'fields/missing': edit(
    'function call',
    (events) => void delete of(events, 'response.function_call_arguments.done')['name'],
  ),
  'fields/invalid': edit('text', (events) => put(last(events), 'metadata', 'none')),

  'error/top-level-key': edit('text', (events) => put(of(events, DELTA), 'error', null)),
  'error/shape': errorEvent((event) => remove(event, 'error')),
  'error/event-code': errorEvent((event) => {
    for (const fields of [event, event['error'] as Json]) fields['code'] = null
  }),
  'error/empty-message': failing({ code: 'server_error', message: '' }),
  'error/unsafe-message': failing({ code: 'server_error', message: 'ENOENT: open /home/app/secrets/key.pem' }),
  'error/missing': failing({}, { error: null }),
  'error/code': failing({ code: 'context_length_exceeded', message: 'Too long.' }),
  'error/not-followed-by-failed': shuffle('failed', (events) => events.splice(-1, 1)),
  'error/duplicate': again('failed', 'error'),

  'terminal/missing': text((stream) => stream.slice(0, stream.indexOf('event: response.output_text.done'))),
  'terminal/duplicate': again('text', 'response.completed'),
  'terminal/event-after': shuffle('text', (events) => events.push({ type: DELTA, item_id: 'msg_1', delta: '!' })),
  'terminal/status': edit('text', (events) => put(last(events), 'status', 'failed')),

  'done/missing': { stream: written(scenario('text'), '') },
  'done/unexpected': { stream: written(scenario('text')), options: { done: false } },
  'done/duplicate': { stream: written(scenario('text'), DONE + DONE) },
  'done/early': {
    stream: written(scenario('text').slice(0, -1)) + frame(scenario('text').at(-1)!),
  },
  'done/not-bare': { stream: written(scenario('text'), `event: done\n${DONE}`) },
}

describe('strict streams', () => {
  it.each(Object.keys(SCENARIOS))('finds nothing in: %s', (name) => {
    const report = checkStream(written(scenario(name)))
    expect(report.issues).toEqual([])
    expect(report).toMatchObject({ ok: true, events: scenario(name).length })
  })

  const shared = ['text', 'two parts', 'annotations', 'refusal', 'function call', 'parallel calls', 'reasoning summary']
  it.each([...shared, 'reasoning text', 'failed', 'incomplete', 'queued'])(
    'finds nothing under open-responses in: %s',
    (name) => {
      const stream = written(openResponses(scenario(name)))
      expect(checkStream(stream, { profile: 'open-responses' }).issues).toEqual([])
    },
  )

  it('allows comments between frames and inside them, up to the terminal event', () => {
    const end = 'data: [DONE]\n\n'
    const body = written(scenario('text')).slice(0, -end.length)
    const stream = body
      .replaceAll('\ndata:', '\n: inside\ndata:')
      .replaceAll('\n\n', '\n\n: between\n\n')
      .replace(/: between\n\n$/, '')
    expect(checkStream(`: first\n\n${stream}${end}`).issues).toEqual([])
    expect(checkStream(`${stream}: late\n\n${end}`).issues.map(({ code }) => code)).toEqual(['terminal/event-after'])
  })
})

describe('rules', () => {
  it('have a broken stream each', () => {
    expect(Object.keys(BROKEN).sort()).toEqual(Object.keys(RULES).sort())
  })

  it('judge a field that is an object with a type of its own', () => {
    const events = scenario('text')
    put(of(events, 'response.output_item.added')['item'] as Json, 'status', { type: 'x' })
    expect(checkStream(written(events)).issues).toMatchObject([{ code: 'fields/invalid', at: { path: 'item.status' } }])
  })

  it('take a list with a status for no status', () => {
    const { stream } = edit('text', (events) => put(last(events), 'status', ['completed']))
    expect(checkStream(stream).issues).toMatchObject([
      { code: 'terminal/status', message: 'expected `completed`, found `["completed"]`' },
    ])
  })

  it('name every text family whose done can be missing', () => {
    for (const { done } of FAMILIES) {
      expect(RULES).toHaveProperty([`lifecycle/missing-${done.slice('response.'.length).replace(/[._]/g, '-')}`])
    }
  })

  const single = (Object.keys(BROKEN) as RuleCode[]).filter((code) => code !== 'report/truncated')
  it.each(single)('%s fires alone', (code) => {
    const { stream, options } = BROKEN[code]
    const report = checkStream(stream, options)
    expect(codes(report), JSON.stringify(report.issues.slice(0, 5))).toEqual([code])
    expect(report.ok).toBe(false)
  })

  it('want the status of a function call, which the schema lets it leave out and clients do not', () => {
    const broken = edit('function call', (events) => {
      for (const type of ['added', 'done']) remove(of(events, `response.output_item.${type}`)['item'] as Json, 'status')
      remove(output(events)[0]!, 'status')
    })
    const report = checkStream(broken.stream)
    expect(report.issues.map(({ code, at }) => [code, at.type, at.path])).toEqual([
      ['items/status', 'response.output_item.added', 'item.status'],
      ['items/status', 'response.output_item.done', 'item.status'],
    ])
    const mended = normalize([Buffer.from(broken.stream)], {})
    expect(codes(checkStream(mended.bytes))).toEqual([])
  })

  it('list the first thousand issues and count the rest', () => {
    const deltas = Array.from({ length: 1200 }, () => 'x')
    const stream = written(strictEvents([message([{ text: deltas }])])).replace(/event: .*\n/g, '')
    const { issues } = checkStream(stream)
    expect(issues).toHaveLength(1001)
    expect(issues.at(-1)).toMatchObject({ code: 'report/truncated' })
    expect(issues.at(-1)?.message).toContain('208 more')
  })
})

describe('places', () => {
  it('say which event, line, type, path and number', () => {
    const [issue] = checkStream(edit('text', (events) => remove(of(events, DELTA, 1), 'logprobs')).stream).issues
    expect(issue).toMatchObject({
      code: 'fields/missing',
      at: { event: 5, line: 16, type: DELTA, path: 'logprobs', sequence_number: 5 },
    })
  })
})

describe('options', () => {
  const keepalive: Event = { type: 'keepalive' }
  const middle = (events: Event[]): number => position(events, DELTA)
  const vendor: Event = { type: 'acme.note' }
  const unknown: Event = { type: 'response.new', item_id: 'msg_1' }
  const closed: Event = { type: 'response.new', item_id: 'msg_none' }
  const flat = errorEvent((event) => remove(event, 'error'))
  const nested = errorEvent((event) => {
    for (const key of ['code', 'message', 'param']) delete event[key]
  })
  const progress = (events: Event[]): Event => structuredClone(of(events, STARTED))

  const table: readonly [name: string, broken: Broken, options: CheckOptions, expected: string[]][] = [
    ['done: false wants no [DONE]', { stream: written(scenario('text'), '') }, { done: false }, []],
    ['errorShape: flat', flat, { errorShape: 'flat' }, []],
    ['errorShape: flat refuses both', errorEvent(() => {}), { errorShape: 'flat' }, ['error/shape']],
    ['errorShape: nested', nested, { errorShape: 'nested' }, []],
    ['errorShape: both refuses nested', nested, {}, ['error/shape']],
    ['errorCodes: wire', BROKEN['error/code'], { errorCodes: 'wire' }, []],
    ['unknownEvents: auto lets open items be named', insert('text', middle, unknown), {}, []],
    ['unknownEvents: drop', insert('text', middle, unknown), { unknownEvents: 'drop' }, ['event/unknown']],
    [
      'unknownEvents: pass still wants open items',
      insert('text', middle, closed),
      { unknownEvents: 'pass' },
      ['event/unknown'],
    ],
    ['unknownEvents: pass', insert('text', middle, vendor), { unknownEvents: 'pass' }, []],
    ['unknown under open-responses', insert('text', middle, unknown), { profile: 'open-responses' }, ['event/unknown']],
    ['heartbeat: keepalive', insert('text', middle, keepalive), { heartbeat: { style: 'keepalive' } }, []],
    [
      'heartbeat: keepalive, not first',
      insert('text', () => 0, keepalive),
      { heartbeat: { style: 'keepalive' } },
      ['lifecycle/missing-created'],
    ],
    [
      'heartbeat: in_progress',
      insert('text', middle, progress(scenario('text'))),
      { heartbeat: { style: 'in_progress' } },
      [],
    ],
    ['heartbeat: false', insert('text', middle, keepalive), { heartbeat: false }, ['event/heartbeat']],
  ]
  it.each(table)('%s', (_, { stream }, options, expected) => {
    expect(codes(checkStream(stream, options))).toEqual(expected)
  })

  it('resume: any tail of a strict stream is strict', () => {
    for (const [name, events] of Object.entries(SCENARIOS)) {
      for (let seen = 0; seen < events.length - 1; seen++) {
        const stream = written(events.slice(seen + 1))
        const { issues } = checkStream(stream, { resume: { startingAfter: seen } })
        expect(issues, `${name} after ${seen}`).toEqual([])
      }
    }
  })

  it('resume: numbers go on', () => {
    const stream = written(scenario('text').slice(4))
    expect(codes(checkStream(stream, { resume: { startingAfter: 2 } }))).toEqual(['sequence/start'])
  })

  it('names reasoning text by profile', () => {
    const ours = written(scenario('reasoning text'))
    const theirs = written(openResponses(scenario('reasoning text')))
    expect(codes(checkStream(ours, { profile: 'open-responses' }))).toEqual(['event/alias'])
    expect(codes(checkStream(theirs))).toEqual(['event/alias'])
  })
})

describe('input', () => {
  async function* pieces<T>(...list: T[]): AsyncGenerator<T> {
    yield* list
  }

  it('may be bytes, or come in pieces of any size', async () => {
    const events = strictEvents([message([{ text: ['😀', 'ö'] }])])
    const stream = written(events).replaceAll('\n\n', '\r\n\r\n')
    const expected = checkStream(stream)
    expect(codes(expected)).toEqual(['framing/line-ending'])
    const all = bytes(stream)
    expect(checkStream(all)).toEqual(expected)
    expect(await checkStream(pieces(...stream.split('')))).toEqual(expected)
    expect(await checkStream(pieces(...Array.from(all, (byte) => Uint8Array.of(byte))))).toEqual(expected)
  })

  it('stops reading where the stream is another kind', async () => {
    async function* endless(): AsyncGenerator<string> {
      for (;;) yield 'data: {"object":"chat.completion.chunk"}\n\n'
    }
    expect(codes(await checkStream(endless()))).toEqual(['stream/not-responses'])
  })

  it.each([
    ['comments alone', ': hello\n\n', 'stream/empty'],
    ['[DONE] alone', DONE, 'stream/empty'],
    ['text', 'data: hello\n\n', 'stream/not-responses'],
    ['an Anthropic stream', 'event: message_start\ndata: {"type":"message_start"}\n\n', 'stream/not-responses'],
    ['a heartbeat, then a chat chunk', 'data: {}\n\ndata: {"choices":[]}\n\n', 'stream/not-responses'],
  ])('%s', (_, stream, code) => {
    expect(codes(checkStream(stream))).toEqual([code])
  })

  it('costs the same for each event, however long the stream', () => {
    expectLinear((count) => {
      const stream = bytes(written(strictEvents([message([{ text: Array.from({ length: count }, () => 'word ') }])])))
      return () => expect(checkStream(stream).ok).toBe(true)
    }, 10_000)
  })

  it('survives nesting deeper than the stack', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    const stream = written(scenario('text')).replaceAll('"content":[{', `"x":${deep},"content":[{`)
    expect(checkStream(stream).ok).toBe(false)
  })

  it('survives anything', () => {
    const odd: unknown[] = [null, [], 0, 'x', { type: 1 }, { type: '__proto__' }, { type: 'constructor', error: {} }]
    const events = [
      ...odd,
      { type: ADDED, output_index: 1e308, item: null },
      { type: ADDED, output_index: -1, item: { type: 'toString', id: '__proto__', content: {} } },
      { type: FINISHED, output_index: 0, item: [] },
      { type: PART_DONE, item_id: '__proto__', content_index: 9e15, part: 3 },
      { type: DELTA, item_id: 5, delta: {} },
      { type: 'response.completed', response: { output: [null, 3, { id: 4 }] } },
      { type: 'response.failed', response: null },
    ]
    const stream = [response(), ...events].map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
    for (const first of [scenario('text')[0]!, ...strictEvents([reasoning(['a'])]).slice(0, 4)]) {
      expect(checkStream(frame(first) + stream, { resume: { startingAfter: 3 } }).ok).toBe(false)
      expect(checkStream(frame(first) + stream).ok).toBe(false)
    }
  })
})
