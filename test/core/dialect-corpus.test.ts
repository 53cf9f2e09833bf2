import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  createAnthropicMessages,
  isAnthropicEvent,
} from '../../packages/core/src/dialects/anthropic-messages/anthropic-messages.js'
import {
  createChatCompletions,
  isChatChunk,
} from '../../packages/core/src/dialects/chat-completions/chat-completions.js'
import { draft, Named } from './dialect-drafts.js'

const root = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const absent = `no recordings in ${root}: skipped`
const filesOf = (folder: string): string[] => {
  const path = `${root}${folder}`
  return existsSync(path) ? readdirSync(path).filter((file) => file.endsWith('.sse')) : []
}

interface Frame {
  readonly event: string | undefined
  readonly data: string
}

/** A plain reading of an event stream: blank lines part frames, `error:` lines are errors. */
function framesOf(path: string): Frame[] {
  const blocks = readFileSync(path, 'utf8').replaceAll(/\r\n?/g, '\n').split(/\n\n+/)
  return blocks.flatMap((block) => {
    const lines = block.split('\n')
    const field = (name: string): string[] =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''))
    const failed = field('error')
    if (failed.length > 0) return [{ event: 'error', data: failed.join('\n') }]
    const data = field('data').join('\n')
    return data === '' ? [] : [{ event: field('event')[0], data }]
  })
}

// biome-ignore lint/suspicious/noExplicitAny: a scan of recordings that are known to be what they are
type Loose = any

interface Parsed {
  readonly event: string | undefined
  readonly value: Loose
}

const parsed = (frames: readonly Frame[]): Parsed[] =>
  frames.flatMap(({ event, data }) => {
    if (data.trim() === '[DONE]') return [{ event, value: '[DONE]' }]
    try {
      return [{ event, value: JSON.parse(data) }]
    } catch {
      return []
    }
  })

const inputs = (frames: readonly Parsed[]): unknown[] =>
  frames.map(({ event, value }) => (event === undefined ? value : new Named(event, value)))

interface Scan {
  text: string
  reasoning: string
  refusal: string
  transcript: string
  calls: { id: string | undefined; name: string; text: string }[]
  usage: Loose
  end: 'completed' | 'incomplete' | 'failed' | 'cut'
}

const empty = (): Scan => ({
  text: '',
  reasoning: '',
  refusal: '',
  transcript: '',
  calls: [],
  usage: undefined,
  end: 'cut',
})

/** What choice 0 says, read straight from the frames. */
function scanChat(frames: readonly Parsed[]): Scan {
  const scan = empty()
  let reason: string | undefined
  for (const { event, value } of frames) {
    if (value === '[DONE]') {
      scan.end = reason === 'length' ? 'incomplete' : 'completed'
      return scan
    }
    if (event === 'error' || value.error) return { ...scan, end: 'failed' }
    const usage = value.usage ?? value.x_groq?.usage
    if (usage?.prompt_tokens) scan.usage = usage
    if (reason && value.usage && value.choices?.length === 0) break
    for (const choice of value.choices ?? []) {
      if (choice.index !== 0) continue
      const delta = choice.delta ?? choice.message ?? { content: choice.text }
      reason = choice.finish_reason || reason
      const parts: Loose[] = Array.isArray(delta.content)
        ? delta.content
        : [{ type: 'text', text: delta.content ?? '' }]
      for (const part of parts) {
        if (part.type === 'text') scan.text += part.text
        else scan.reasoning += part.thinking.map((one: Loose) => one.text).join('')
      }
      const details = (delta.reasoning_details ?? []).map((one: Loose) => one.text ?? one.summary ?? '').join('')
      scan.reasoning += delta.reasoning || delta.reasoning_content || details
      scan.refusal += delta.refusal ?? ''
      scan.transcript += delta.audio?.transcript ?? ''
      for (const call of delta.tool_calls ?? []) {
        const { name, arguments: args } = call.function
        const known = scan.calls[call.index ?? -1]
        if (known) known.text += args ?? ''
        else scan.calls.push({ id: call.id || undefined, name, text: args ?? '' })
      }
    }
  }
  if (reason) scan.end = reason === 'length' ? 'incomplete' : 'completed'
  return scan
}

/** What the first message says, read straight from the events. */
function scanAnthropic(frames: readonly Parsed[]): Scan {
  const scan = empty()
  let reason: string | undefined
  const calls = new Map<number, { id: string; name: string; text: string; input: unknown }>()
  for (const { value } of frames) {
    if (value.type === 'error') return { ...scan, end: 'failed' }
    if (value.type === 'message_stop') break
    if (value.type === 'message_start') scan.usage = { ...value.message.usage }
    if (value.usage) scan.usage = { ...scan.usage, ...value.usage }
    if (value.type === 'message_delta') reason = value.delta.stop_reason
    const block = value.content_block
    if (block?.type === 'tool_use')
      calls.set(value.index, { id: block.id, name: block.name, text: '', input: block.input })
    const { delta } = value
    if (delta?.type === 'text_delta') scan.text += delta.text
    if (delta?.type === 'thinking_delta') scan.reasoning += delta.thinking
    const call = delta?.type === 'input_json_delta' && calls.get(value.index)
    if (call) call.text += delta.partial_json
  }
  scan.calls = [...calls.values()].map(({ id, name, text, input }) => ({
    id,
    name,
    text: text || JSON.stringify(input),
  }))
  scan.end = reason === 'max_tokens' ? 'incomplete' : reason ? 'completed' : 'cut'
  return scan
}

const endOf = (said: ReturnType<typeof draft>): Scan['end'] => {
  if (said.errors.length > 0) return 'failed'
  const ends = { 'response.completed': 'completed', 'response.incomplete': 'incomplete' } as const
  return said.terminal ? ends[said.terminal.type as keyof typeof ends] : 'cut'
}

/** What a reader may report of a recording without having lost anything that the scan sees. */
const HARMLESS = /extra-choice|after-end|service-tier|invalid-logprobs|unsupported-(?:block|citation)|repeated-message/

const chatFiles = filesOf('chat')

describe.skipIf(chatFiles.length === 0)(chatFiles.length === 0 ? absent : 'recorded chat streams', () => {
  it.each(chatFiles)('%s', (file) => {
    const frames = parsed(framesOf(`${root}chat/${file}`))
    const scan = scanChat(frames)
    const said = draft(createChatCompletions, inputs(frames))
    const calls = said.calls.map(({ name, callId, text }) => ({ id: callId, name, text }))
    expect({
      text: said.text,
      reasoning: said.reasoning,
      refusal: said.all('response.refusal.delta'),
      calls,
      end: endOf(said),
    }).toEqual({
      text: scan.text,
      reasoning: scan.reasoning,
      refusal: scan.refusal,
      calls: scan.calls,
      end: scan.end,
    })
    expect(said.all('response.audio.transcript.delta')).toBe(scan.transcript)
    if (said.terminal) expect(said.response['usage']).toEqual(scan.usage)
    expect(said.reports.filter((code) => !HARMLESS.test(code))).toEqual([])
    expect(
      frames.filter(({ value }) => !value.error && value !== '[DONE]').every(({ value }) => isChatChunk(value)),
    ).toBe(true)
  })
})

const anthropicFiles = filesOf('anthropic')

describe.skipIf(anthropicFiles.length === 0)(
  anthropicFiles.length === 0 ? absent : 'recorded Anthropic streams',
  () => {
    it.each(anthropicFiles)('%s', (file) => {
      const frames = parsed(framesOf(`${root}anthropic/${file}`))
      const scan = scanAnthropic(frames)
      const said = draft(createAnthropicMessages, inputs(frames))
      const calls = said.calls.map(({ name, callId, text }) => ({ id: callId, name, text }))
      expect({ text: said.text, reasoning: said.reasoning, calls, end: endOf(said) }).toEqual({
        text: scan.text,
        reasoning: scan.reasoning,
        calls: scan.calls,
        end: scan.end,
      })
      const { usage } = scan
      if (said.terminal)
        expect(said.response['usage']).toMatchObject({
          input_tokens:
            usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
          output_tokens: usage.output_tokens,
        })
      expect(said.reports.filter((code) => !HARMLESS.test(code))).toEqual([])
      expect(isAnthropicEvent(frames[0]?.value)).toBe(true)
    })
  },
)
