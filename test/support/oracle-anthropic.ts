import { asObj, isObj, num, type Obj, readFrames, says, str } from './oracle-frames.js'
import type { Carried, CarriedUsage, OracleOutcome, ToolKind } from './oracle-types.js'

interface Block {
  readonly type: string
  readonly name: string
  readonly id: string
  readonly input: Obj
  text: string
  stopped: boolean
}

const OUTCOMES: { readonly [reason: string]: OracleOutcome } = {
  max_tokens: 'incomplete',
  model_context_window_exceeded: 'incomplete',
  refusal: 'incomplete',
}

const CALLS: { readonly [type: string]: ToolKind } = { tool_use: 'function_call', mcp_tool_use: 'mcp_call' }

const FIELDS: { readonly [type: string]: string } = {
  text_delta: 'text',
  thinking_delta: 'thinking',
  input_json_delta: 'partial_json',
}

/** What a delta that nothing announced stands for. */
const IMPLIED: { readonly [type: string]: string } = { text_delta: 'text', thinking_delta: 'thinking' }

/** Judges a stream of Anthropic Messages events. */
export function judgeAnthropic(input: Uint8Array | string): Carried {
  const frames = readFrames(input)
  const blocks: Block[] = []
  const byIndex = new Map<number, Block>()
  let usage: CarriedUsage | undefined
  let reason = ''
  let stopped = false
  let begun = false
  let failed = false
  let unparsable = 0
  let deltas = 0
  let late = 0
  for (const frame of frames) {
    // Empty data is somebody's heartbeat.
    if (frame.data.trim() === '' && !frame.errorLine && frame.event !== 'error') continue
    if (stopped || failed) {
      late += 1
      continue
    }
    if (frame.data.trim() === '[DONE]' && begun) stopped = true
    if (!isObj(frame.json)) {
      if (frame.event === 'error') failed = true
      else if (frame.data.trim() !== '[DONE]') unparsable += 1
      continue
    }
    const event = frame.json
    const type = str(event.type) || frame.event || ''
    if (frame.errorLine || type === 'error' || (type === '' && says(event.error))) failed = true
    if (type === 'message_stop') stopped = true
    begun ||= /^(message|content_block)_/.test(type)
    if (type === 'message_start') usage = usageOf(asObj(event.message), usage)
    if (type === 'message_delta') {
      reason = str(asObj(event.delta).stop_reason) || reason
      usage = usageOf(event, usage)
    }
    if (type === 'content_block_start') {
      const start = asObj(event.content_block)
      const block: Block = {
        type: str(start.type),
        name: str(start.name),
        id: str(start.id),
        input: asObj(start.input),
        text: str(start.text) || str(start.thinking),
        stopped: false,
      }
      blocks.push(block)
      byIndex.set(num(event.index) ?? 0, block)
    }
    if (type === 'content_block_stop') {
      const block = byIndex.get(num(event.index) ?? 0)
      if (block) block.stopped = true
      byIndex.delete(num(event.index) ?? 0)
    }
    if (type === 'content_block_delta') {
      const delta = asObj(event.delta)
      const more = str(delta[FIELDS[str(delta.type)] ?? ''])
      const index = num(event.index) ?? 0
      const implied = IMPLIED[str(delta.type)]
      if (!byIndex.has(index) && implied !== undefined) {
        const opened: Block = { type: implied, name: '', id: '', input: {}, text: '', stopped: false }
        blocks.push(opened)
        byIndex.set(index, opened)
      }
      const block = byIndex.get(index)
      if (block) block.text += more
      if (more !== '') deltas += 1
    }
  }
  const texts = (kind: string): string[] =>
    blocks.filter((block) => block.type === kind && block.text !== '').map((block) => block.text)
  const ended = !failed && (stopped || reason !== '')
  const messages = texts('text')
  const thoughts = texts('thinking')
  return {
    messages,
    text: messages.join(''),
    thoughts,
    reasoning: thoughts.join(''),
    refusal: '',
    tools: blocks.flatMap(({ type, name, id, text, input, stopped: closed }) => {
      const kind = CALLS[type]
      // What a call starts with counts when nothing more came; one that was cut before its first byte never appears.
      const whole = text || (closed || ended ? JSON.stringify(input) : '')
      if (kind === undefined || (kind === 'function_call' && whole === '')) return []
      return [{ kind, name, callId: kind === 'function_call' ? id || undefined : undefined, arguments: whole }]
    }),
    usage,
    outcome: failed ? 'failed' : reason !== '' ? (OUTCOMES[reason] ?? 'completed') : stopped ? 'completed' : 'cut',
    counts: { frames: frames.length, unparsable, deltas, disagreements: 0, extended: 0, late },
  }
}

function usageOf(from: Obj, before: CarriedUsage | undefined): CarriedUsage | undefined {
  if (!isObj(from.usage)) return before
  // Anthropic counts cached tokens beside the input, Responses counts them in it.
  const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens } = from.usage
  const parts = [input_tokens, cache_creation_input_tokens, cache_read_input_tokens].map(num)
  return {
    input: parts[0] === undefined ? before?.input : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0),
    output: num(output_tokens) ?? before?.output,
  }
}
