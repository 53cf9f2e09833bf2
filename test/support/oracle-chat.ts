import { asList, asObj, isObj, num, type Obj, readFrames, says, str } from './oracle-frames.js'
import type { Carried, CarriedUsage, OracleOutcome } from './oracle-types.js'

interface Call {
  readonly index: number | undefined
  id: string
  name: string
  arguments: string
  /** When the first argument byte was seen. */
  order: number
}

const CUT_REASONS = new Set(['length', 'max_tokens', 'model_length', 'content_filter', 'max_output_tokens', 'safety'])

const texts = (value: unknown, type: string): string =>
  asList(value)
    .filter((part) => str(part.type) === type)
    .map((part) => (type === 'thinking' ? str(part.thinking) || texts(part.thinking, 'text') : str(part.text)))
    .join('')

const textOf = (delta: Obj): string =>
  str(delta.content) || texts(delta.content, 'text') || str(asObj(delta.audio).transcript)

/** One chunk may say the same thought in two or three fields: it is one thought. */
const reasoningOf = (delta: Obj): string =>
  str(delta.reasoning_content) ||
  str(delta.reasoning) ||
  asList(delta.reasoning_details)
    .map((detail) => str(detail.text) || str(detail.summary))
    .join('') ||
  texts(delta.content, 'thinking')

const argumentsOf = (value: unknown): string =>
  typeof value === 'string' ? value : isObj(value) || Array.isArray(value) ? JSON.stringify(value) : ''

class Calls {
  readonly all: Call[] = []
  #clock = 0

  read(delta: Obj): number {
    let deltas = 0
    const legacy: Obj[] = isObj(delta.function_call) ? [{ index: 0, function: delta.function_call }] : []
    for (const entry of [...asList(delta.tool_calls), ...legacy]) {
      const body = isObj(entry.function) ? entry.function : asObj(entry.custom)
      const call = this.slot(num(entry.index), str(entry.id), str(body.name))
      const more = argumentsOf(body.arguments ?? body.input)
      call.arguments += more
      if (more !== '') deltas += 1
      if (more !== '') call.order = Math.min(call.order, this.#clock++)
    }
    return deltas
  }

  private slot(index: number | undefined, id: string, name: string): Call {
    const known = index === undefined ? this.all.at(-1) : this.all.findLast((call) => call.index === index)
    const fresh =
      known === undefined ||
      (index === undefined && id !== '' && id !== known.id) ||
      (index === undefined && id === '' && name !== '') ||
      (id !== '' && known.id !== '' && id !== known.id && name !== '')
    if (!fresh) {
      known.id = known.id || id
      known.name = known.name || name
      return known
    }
    const call = { index, id, name, arguments: '', order: Number.POSITIVE_INFINITY }
    this.all.push(call)
    return call
  }
}

/** Judges a stream of Chat Completions chunks: choice 0 is the reply. */
export function judgeChat(input: Uint8Array | string): Carried {
  const frames = readFrames(input)
  const calls = new Calls()
  let text = ''
  let message = ''
  let reasoning = ''
  let refusal = ''
  let finish = ''
  let emptyEnds: boolean | undefined
  let usage: CarriedUsage | undefined
  let sentinel = false
  let begun = false
  let failed = false
  let over = false
  let unparsable = 0
  let deltas = 0
  let late = 0
  for (const frame of frames) {
    // Empty data is somebody's heartbeat.
    if (frame.data.trim() === '' && !frame.errorLine && frame.event !== 'error') continue
    if (over) {
      late += 1
      continue
    }
    if (frame.data.trim() === '[DONE]') {
      sentinel = over = begun
      continue
    }
    if (!isObj(frame.json)) {
      unparsable += 1
      if (frame.errorLine || frame.event === 'error') failed = over = true
      continue
    }
    const chunk = frame.json
    const broken = frame.errorLine || frame.event === 'error' || says(chunk.error) || says(asObj(chunk.x_groq).error)
    // What a chunk says beside its error has been said.
    if (broken) failed = over = true
    if (broken && !Array.isArray(chunk.choices)) continue
    begun ||= Array.isArray(chunk.choices)
    if (isObj(chunk.usage) && num(chunk.usage.prompt_tokens ?? chunk.usage.completion_tokens) !== undefined)
      usage = { input: num(chunk.usage.prompt_tokens), output: num(chunk.usage.completion_tokens) }
    const choices = asList(chunk.choices)
    if (finish !== '' && choices.length === 0 && isObj(chunk.usage)) over = true
    const choice = choices.find((one) => one.index === true || !(Number(one.index) > 0))
    if (!choice) continue
    const delta = asObj(choice.delta)
    const before = text.length + reasoning.length + refusal.length
    // Legacy completions have the text in the choice itself.
    text += textOf(delta) || str(choice.text)
    reasoning += reasoningOf(delta)
    refusal += str(delta.refusal)
    deltas += calls.read(delta) + (text.length + reasoning.length + refusal.length > before ? 1 : 0)
    message = textOf(asObj(choice.message)) || message
    // An empty reason ends the reply of koboldcpp; others put it into every chunk.
    emptyEnds ??= choice.finish_reason !== ''
    finish = str(choice.finish_reason) || finish || (choice.finish_reason === '' && emptyEnds ? 'stop' : '')
    if (says(choice.error)) failed = over = true
  }
  text = text || message
  const ended: OracleOutcome = CUT_REASONS.has(finish) ? 'incomplete' : 'completed'
  const outcome =
    failed || finish === 'error' ? 'failed' : finish !== '' ? ended : sentinel && begun ? 'completed' : 'cut'
  return {
    messages: text === '' ? [] : [text],
    text,
    thoughts: reasoning === '' ? [] : [reasoning],
    reasoning,
    refusal,
    tools: calls.all
      // A call that was cut before its first argument byte never appears: some clients run whatever closes.
      .filter((call) => call.arguments !== '' || outcome === 'completed')
      .sort((a, b) => (a.order === b.order ? 0 : a.order - b.order))
      .map((call) => ({
        kind: 'function_call',
        name: call.name,
        callId: call.id || undefined,
        arguments: call.arguments,
      })),
    usage,
    outcome,
    counts: { frames: frames.length, unparsable, deltas, disagreements: 0, extended: 0, late },
  }
}
