import { asObj, isObj, str } from '../support/oracle-frames.js'
import type { ClearReader } from './clear.js'

const DELTAS: Readonly<Record<string, readonly [delta: string, field: string]>> = {
  text: ['text_delta', 'text'],
  thinking: ['thinking_delta', 'thinking'],
  tool_use: ['input_json_delta', 'partial_json'],
}
const SILENT = new Set(['ping', 'message_start', 'message_stop', 'signature_delta', 'citations_delta'])

/** A stream of Anthropic's is clear where one block is open at a time, and each delta fits it. */
export function clearAnthropic(): ClearReader {
  const ids = new Set<string>()
  let open: { readonly index: number; readonly type: string } | undefined
  let next = 0
  let begun = false
  let reasons = 0
  return (event, type) => {
    if (type === 'message_start') {
      const first = !begun
      begun = true
      return first && isObj(event.message) && !('content' in event.message && str(event.message.stop_reason) !== '')
    }
    if (type === 'content_block_start') {
      const block = asObj(event.content_block)
      const id = str(block.id)
      if (open || event.index !== next++ || !(str(block.type) in DELTAS) || (id !== '' && ids.has(id))) return false
      if (block.type === 'tool_use' && (id === '' || str(block.name) === '' || !isObj(block.input))) return false
      ids.add(id)
      open = { index: event.index as number, type: str(block.type) }
      return ['text', 'thinking'].every((name) => !(name in block) || block[name] === '')
    }
    if (type === 'content_block_delta') {
      const delta = asObj(event.delta)
      const [fits, field] = DELTAS[open?.type ?? ''] ?? []
      if (!open || event.index !== open.index) return false
      return SILENT.has(str(delta.type)) || (delta.type === fits && typeof delta[field ?? ''] === 'string')
    }
    if (type === 'content_block_stop') {
      const fits = open !== undefined && event.index === open.index
      open = undefined
      return fits
    }
    if (type === 'message_delta') {
      if (str(asObj(event.delta).stop_reason) !== '') reasons++
      return reasons < 2 && open === undefined
    }
    return SILENT.has(type) && (begun || type !== 'message_stop')
  }
}
