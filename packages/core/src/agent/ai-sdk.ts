import { asObject, asText, isObject, type JsonObject } from '../json.js'
import type { AgentItems } from './items.js'

/** What a part of the AI SDK's `fullStream` leads to besides items. */
export interface AiSdkEnd {
  readonly usage?: unknown
  readonly finishReason?: string
  readonly error?: unknown
}

/**
 * The parts of the AI SDK's `fullStream` (versions 4 to 7).
 *
 * | part | item |
 * |---|---|
 * | `text-start`, `text-delta`, `text-end` | message |
 * | `reasoning-start`, `reasoning-delta` (`reasoning`), `reasoning-end` | reasoning |
 * | `tool-input-start`, `tool-input-delta`, `tool-call` | function_call; the call closes with `tool-call` |
 * | `source` with a `url` | annotation |
 * | `finish` | usage and finish reason |
 * | `error`, `abort` | failure |
 * | everything else (`start`, `start-step`, `tool-result`, `file`, `raw`, …) | nothing |
 */
const PARTS: Readonly<Record<string, (part: JsonObject, items: AgentItems) => unknown>> = {
  'text-start': () => {},
  'text-delta': (part, items) => items.text(asText(part['text'] ?? part['textDelta'] ?? part['delta'])),
  'text-end': (_part, items) => items.endText(),
  'reasoning-start': () => {},
  'reasoning-delta': (part, items) => items.reasoning(asText(part['text'] ?? part['delta'])),
  reasoning: (part, items) => items.reasoning(asText(part['textDelta'] ?? part['text'])),
  'reasoning-end': (_part, items) => items.close(),
  'tool-input-start': (part, items) => items.call(asText(part['id']), asText(part['toolName']), undefined, true),
  'tool-input-delta': (part, items) =>
    items.call(asText(part['id']), undefined, asText(part['delta'] ?? part['inputTextDelta']), true),
  'tool-input-end': () => {},
  'tool-call-streaming-start': (part, items) =>
    items.call(asText(part['toolCallId']), asText(part['toolName']), undefined, true),
  'tool-call-delta': (part, items) =>
    items.call(asText(part['toolCallId']), asText(part['toolName']), asText(part['argsTextDelta']), true),
  'tool-call': (part, items) => {
    const id = asText(part['toolCallId'])
    const input = items.calling(id) ? undefined : (part['input'] ?? part['args'] ?? {})
    items.call(id, asText(part['toolName']), input, false)
  },
  source: (part, items) => {
    const source = typeof part['source'] === 'object' && part['source'] !== null ? (part['source'] as JsonObject) : part
    if (typeof source['url'] !== 'string') return
    items.annotation({
      type: 'url_citation',
      url: source['url'],
      title: asText(source['title']),
      start_index: 0,
      end_index: 0,
    })
  },
  finish: (part) => ({ usage: part['totalUsage'] ?? part['usage'], finishReason: asText(part['finishReason']) }),
  error: (part) => ({ error: part['error'] ?? 'The agent failed.' }),
  abort: () => ({ error: 'The agent was stopped.' }),
}

const SILENT = new Set([
  'start',
  'start-step',
  'finish-step',
  'step-start',
  'step-finish',
  'tool-result',
  'tool-error',
  'file',
  'raw',
  'response-metadata',
  'stream-start',
  'tool-output-denied',
  'tool-approval-request',
])

/** Whether a value is a part of the AI SDK's `fullStream`. */
export function isAiSdkPart(value: JsonObject): boolean {
  const { type } = value
  return typeof type === 'string' && (Object.hasOwn(PARTS, type) || SILENT.has(type))
}

/** Takes one part. */
export function takeAiSdkPart(part: JsonObject, items: AgentItems): AiSdkEnd | undefined {
  const handler = PARTS[String(part['type'])]
  const end = handler?.(part, items)
  return isObject(end) ? end : undefined
}

const USAGE_NAMES: Readonly<Record<string, string>> = {
  inputTokens: 'input_tokens',
  promptTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  completionTokens: 'output_tokens',
  totalTokens: 'total_tokens',
}

/** Usage under the names of the protocol; other names pass. */
export function usageOf(usage: JsonObject): JsonObject {
  const named: JsonObject = {}
  for (const [key, value] of Object.entries(usage)) {
    const name = USAGE_NAMES[key] ?? key
    const total =
      typeof value === 'object' && value !== null && 'total' in value ? (value as JsonObject)['total'] : value
    if (name !== key || !/[A-Z]/.test(key)) named[name] = name === key ? value : total
  }
  const { inputTokenDetails: input, outputTokenDetails: output } = usage
  // Version 5 has counts of its own for what versions 6 and 7 have in objects.
  const { cacheReadTokens: cached = usage['cachedInputTokens'], cacheWriteTokens: written } = isObject(input)
    ? input
    : {}
  const { reasoningTokens: reasoning = usage['reasoningTokens'] } = asObject(output)
  const cachedCounts = { ...count('cached_tokens', cached), ...count('cache_write_tokens', written) }
  if (Object.keys(cachedCounts).length > 0) named['input_tokens_details'] = cachedCounts
  if (typeof reasoning === 'number') named['output_tokens_details'] = { reasoning_tokens: reasoning }
  return named
}

const count = (name: string, value: unknown): JsonObject => (typeof value === 'number' ? { [name]: value } : {})
