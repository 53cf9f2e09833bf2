import { checkStream } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { JSON_REPLIES, OTHER_JSON } from '../adapters/cases/json-replies.js'
import { byName, bytesOf, CORPUS_ABSENT, corpusAvailable, otherReplies, recordings } from '../support/corpus.js'
import { saidBy } from '../support/said-by.js'
import { Collector, openInput, run } from './run-cli.js'

const rows = [...recordings('other'), ...otherReplies('other')]

/** What of the folder is a stream of ours, by a mark of its index or its body; the rest is refused. */
const APPLIES: readonly {
  readonly kind: string
  readonly is: (text: string, features: readonly string[]) => boolean
}[] = [
  { kind: 'completions', is: (_, features) => features.includes('legacy-text-completion') },
  { kind: 'failed', is: (_, features) => features.includes('error-only') },
  { kind: 'failed', is: (text) => /^\{\s*("type": ?"error",)?\s*"error"/.test(text) },
  { kind: 'ollama', is: (text) => /^\{"model":.*"(message|response)":.*"done":false\}\n/.test(text) },
]

const kindOf = (text: string, features: readonly string[]): string =>
  APPLIES.find(({ is }) => is(text, features))?.kind ?? 'refused'

interface OllamaLine {
  readonly message?: { readonly content: string }
  readonly response?: string
}

/** The text that a recording carries, read straight from its lines. */
const TEXT: Readonly<Record<string, (text: string) => string>> = {
  failed: () => '',
  ollama: (text) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): OllamaLine => JSON.parse(line))
      .map(({ message, response }) => message?.content ?? response ?? '')
      .join(''),
  completions: (text) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('data: {'))
      .map((line): { choices: { index: number; text: string }[] } => JSON.parse(line.slice(6)))
      .map(({ choices }) => choices.find(({ index }) => index === 0)?.text ?? '')
      .join(''),
}

describe.skipIf(!corpusAvailable)(`fix on what is no chat${corpusAvailable ? '' : ` (${CORPUS_ABSENT})`}`, () => {
  it('has its recordings, some of each kind', () => {
    const kinds = rows.map((row) => kindOf(Buffer.from(bytesOf(row)).toString(), row.features))
    const count = (kind: string): number => kinds.filter((one) => one === kind).length
    expect(rows.length).toBeGreaterThanOrEqual(36)
    expect([count('completions'), count('failed'), count('ollama')]).toEqual([8, 7, 3])
    expect(count('refused')).toBe(rows.length - 18)
  })

  it.each(byName(rows))('%s', async (_, row) => {
    const text = Buffer.from(bytesOf(row)).toString()
    const kind = kindOf(text, row.features)
    const { code, stdout, stderr } = await run(['fix', row.path])
    if (kind === 'refused') {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(`${row.path} is no Responses, Chat Completions or Anthropic Messages stream: `)
      expect(stderr).toContain('--dialect')
    } else {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(checkStream(stdout).issues).toEqual([])
      const said = saidBy(stdout)
      expect(said.text).toBe(TEXT[kind]?.(text))
      expect(said.outcome === 'failed').toBe(kind === 'failed')
    }
  })
})

describe('fix on JSON', () => {
  it.each(JSON_REPLIES)('$name becomes the stream that it stands for', async ({ body, said }) => {
    for (const indent of [undefined, 2]) {
      const { code, stdout, stderr } = await run(['fix'], { stdin: JSON.stringify(body, null, indent) })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(checkStream(stdout).issues).toEqual([])
      expect(saidBy(stdout)).toEqual(said)
    }
  })

  it('reads a reply that is larger than what decides a stream', async () => {
    const text = 'long '.repeat(60_000)
    const content = [{ type: 'output_text', text, annotations: [] }]
    const output = [{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content }]
    const body = { object: 'response', id: 'resp_1', status: 'completed', output }
    for (const indent of [undefined, 2]) {
      const stdin = openInput()
      const running = run(['fix'], { stdin })
      const bytes = Buffer.from(JSON.stringify(body, null, indent))
      for (let at = 0; at < bytes.length; at += 65_536) stdin.write(bytes.subarray(at, at + 65_536))
      stdin.end()
      const { code, stdout } = await running
      expect(code).toBe(0)
      expect(saidBy(stdout).text).toBe(text)
    }
  })

  it.each(OTHER_JSON)('$name is refused, exit 2', async ({ body }) => {
    const { code, stdout, stderr } = await run(['fix'], { stdin: JSON.stringify(body) })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('standard input is no Responses, Chat Completions or Anthropic Messages stream')
  })

  it('a Chat Completion becomes a stream where its dialect is named, too', async () => {
    const chat = JSON_REPLIES.find(({ name }) => name === 'a Chat Completion')
    const argv = ['fix', '--dialect', 'chat-completions']
    const { stdout } = await run(argv, { stdin: JSON.stringify(chat?.body, null, 2) })
    expect(saidBy(stdout)).toEqual(chat?.said)
  })

  it('named as text, JSON is text', async () => {
    const { stdout } = await run(['fix', '--dialect', 'text'], { stdin: '{"object":"response"}' })
    expect(saidBy(stdout)).toMatchObject({ text: '{"object":"response"}', outcome: 'completed' })
  })

  it("writes each line of Ollama's NDJSON as it comes", async () => {
    const stdin = openInput()
    const stdout = new Collector()
    const running = run(['fix'], { stdin, stdout })
    stdin.write('{"model":"m","message":{"role":"assistant","content":"It "},"done":false}\n')
    await stdout.until('"delta":"It "')
    stdin.write('{"model":"m","message":{"content":"rains."},"done":true,"done_reason":"stop"}\n')
    expect((await running).code).toBe(0)
    expect(saidBy(stdout.text)).toMatchObject({ text: 'It rains.', outcome: 'completed' })
  })

  it('says in its help that it reads JSON', async () => {
    const { stdout } = await run(['fix', '--help'])
    expect(stdout).toContain('fix reply.json')
    expect(stdout).toContain('NDJSON')
  })
})
