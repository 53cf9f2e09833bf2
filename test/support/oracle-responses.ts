import { asList, asObj, isObj, num, type Obj, type OracleFrame, readFrames, str } from './oracle-frames.js'
import { OracleItems } from './oracle-items.js'
import type { Carried, CarriedUsage, OracleOutcome } from './oracle-types.js'
import { isTool, kindOfEvent, kindOfPart, partText } from './oracle-vocabulary.js'

const STATUS: { readonly [status: string]: OracleOutcome } = {
  completed: 'completed',
  incomplete: 'incomplete',
  failed: 'failed',
  cancelled: 'failed',
}

const TERMINAL: { readonly [type: string]: OracleOutcome } = {
  'response.completed': 'completed',
  'response.done': 'completed',
  'response.incomplete': 'incomplete',
  'response.failed': 'failed',
  'response.cancelled': 'failed',
}

const ENDED_WELL = new Set(['message', 'function_call', 'custom_tool_call'])

const usageOf = (response: Obj): CarriedUsage | undefined =>
  isObj(response.usage)
    ? { input: num(response.usage.input_tokens), output: num(response.usage.output_tokens) }
    : undefined

const typeOf = (frame: OracleFrame): string => str(asObj(frame.json).type) || frame.event || ''

const isError = (frame: OracleFrame, type: string): boolean =>
  frame.errorLine ||
  type === 'error' ||
  type === 'response.error' ||
  (!type.startsWith('response.') && !('choices' in asObj(frame.json)) && isErrorValue(asObj(frame.json).error))

const isErrorValue = (error: unknown): boolean => str(error) !== '' || (isObj(error) && Object.keys(error).length > 0)

/** Judges a stream of the Responses API, from whichever server. */
export function judgeResponses(input: Uint8Array | string): Carried {
  const frames = readFrames(input)
  const items = new OracleItems()
  let outcome: OracleOutcome | undefined
  let usage: CarriedUsage | undefined
  let unparsable = 0
  let late = 0
  let deltas = 0
  let sentinel = false
  let begun = false
  let erred = false
  for (const frame of frames) {
    // Empty data is somebody's heartbeat.
    if (frame.data.trim() === '' && !frame.errorLine && frame.event !== 'error') continue
    if (frame.data.trim() === '[DONE]') {
      // Before anything was said it ends nothing.
      sentinel = begun || erred
      continue
    }
    if (!isObj(frame.json)) {
      // Other JSON is read, and says nothing.
      if (!sentinel && frame.json === undefined) unparsable += 1
      if (!frame.errorLine && frame.event !== 'error') continue
    }
    const event = asObj(frame.json)
    const type = typeOf(frame)
    if (outcome !== undefined || sentinel) {
      late += 1
      if (erred && type === 'response.failed') usage = usageOf(asObj(event.response)) ?? usage
      continue
    }
    if (isError(frame, type)) {
      outcome = 'failed'
      erred = true
      continue
    }
    const terminal = TERMINAL[type]
    if (terminal !== undefined) {
      const response = isObj(event.response) ? event.response : event
      outcome = STATUS[str(response.status)] ?? terminal
      usage = usageOf(response)
      items.final(asList(response.output))
      if (outcome === 'completed') items.close()
      continue
    }
    begun ||= type.startsWith('response.')
    if (readEvent(items, type, event)) deltas += 1
  }
  return {
    ...items.carried(),
    usage,
    // What an unreadable frame said is unknown: after one, nothing shows that a stream without its end is whole.
    outcome:
      outcome ??
      (unparsable === 0 && ((sentinel && begun && !items.brokenCall) || endedWell(items)) ? 'completed' : 'cut'),
    counts: {
      frames: frames.length,
      unparsable,
      deltas,
      late,
      disagreements: items.disagreements,
      extended: items.extended,
    },
  }
}

/** Reads one event; true where it was a delta with text. */
function readEvent(items: OracleItems, type: string, event: Obj): boolean {
  if (type === 'response.output_item.added') {
    items.added(asObj(event.item), num(event.output_index))
    return false
  }
  if (type === 'response.output_item.done') {
    items.done(asObj(event.item), num(event.output_index), str(event.item_id))
    return false
  }
  const part = /^response\.(content_part|reasoning_part|reasoning_summary_part)\.(added|done)$/.exec(type)
  if (part) {
    const summary = part[1] === 'reasoning_summary_part'
    const kind = summary ? 'summary' : kindOfPart(str(asObj(event.part).type))
    if (kind === undefined) return false
    const item = items.find(event, kind)
    if (item) items.whole(item, kind, indexOf(event), partText(asObj(event.part)), part[2] === 'added')
    return false
  }
  const row = kindOfEvent(type)
  if (!row) return false
  const item = items.find(event, row.kind)
  if (!item) return false
  if (row.phase === 'delta') {
    items.delta(item, row.kind, indexOf(event), str(event.delta))
    return str(event.delta) !== ''
  }
  items.whole(item, row.kind, indexOf(event), str(event[row.field]), row.phase === 'added')
  if (row.phase === 'done' && isTool(row.kind)) items.settle(item, str(event.name))
  return false
}

const indexOf = (event: Obj): number => num(event.content_index ?? event.summary_index ?? event.command_index) ?? 0

function endedWell(items: OracleItems): boolean {
  const last = items.all.at(-1)
  return (
    last !== undefined &&
    items.all.every((item) => item.done) &&
    ENDED_WELL.has(last.type) &&
    // A word that is no status says nothing.
    !['in_progress', 'incomplete', 'failed'].includes(last.status)
  )
}
