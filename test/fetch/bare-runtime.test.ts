import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { expectStrictBody } from '../support/adapters/strict.js'

/** All that a worker-like runtime has to have; nothing of Node. */
const GLOBALS = {
  TextEncoder,
  TextDecoder,
  ReadableStream,
  TransformStream,
  Response,
  Headers,
  AbortController,
  crypto,
  performance,
  setTimeout,
  clearTimeout,
}

let bundle: string
beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "import * as core from './packages/core/src/index.js'\nglobalThis.core = core",
      resolveDir: new URL('../..', import.meta.url).pathname,
    },
    bundle: true,
    // Neutral: an import of Node's own modules fails the build.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'iife',
    write: false,
    logLevel: 'silent',
  })
  bundle = outputFiles[0]?.text ?? ''
})

/** Runs a piece of code in a runtime of its own that has the core and the input. */
async function run(code: string, input: unknown, globals: object = GLOBALS): Promise<unknown> {
  const context = createContext({ ...globals, input })
  runInContext(bundle, context)
  return runInContext(`(async () => { ${code} })()`, context)
}

const FETCHED = `
  const upstream = new Response(input, { headers: { 'content-type': 'text/event-stream' } })
  const reply = core.normalizeResponse(upstream)
  return await reply.text()`

describe('the core without Node', () => {
  it('has nothing of Node around it', async () => {
    const names = ['process', 'Buffer', 'require', 'setImmediate', 'global', 'URL']
    expect(await run(`return input.filter((name) => name in globalThis)`, names)).toEqual([])
  })

  it('normalizes a fetch Response', async () => {
    expectStrictBody(String(await run(FETCHED, WHOLE)), TEXT)
  })

  it('ends a broken fetch Response as failed', async () => {
    const code = `
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(input))
          setTimeout(() => controller.error(new Error('gone')), 5)
        },
      })
      const reply = core.normalizeResponse(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
      return await reply.text()`
    expectStrictBody(String(await run(code, CUT)), 'Hél', 'failed')
  })

  it('normalizes by a TransformStream', async () => {
    const code = `
      const strict = new Response(input).body.pipeThrough(core.createNormalizerStream({ path: '/v1/responses' }))
      return await new Response(strict).text()`
    expectStrictBody(String(await run(code, WHOLE)), TEXT)
  })

  it('streams what an agent yields', async () => {
    const code = `
      const decoder = new TextDecoder()
      let text = ''
      for await (const bytes of core.streamResponse(async function* () { yield* input })) text += decoder.decode(bytes)
      return text`
    expectStrictBody(String(await run(code, ['Hél', 'lo 👋'])), TEXT)
  })

  it('checks a stream, and reads its events with the schemas', async () => {
    const code = `
      const reply = await (async () => { ${FETCHED} })()
      const events = reply.split('\\n').filter((line) => line.startsWith('data: {')).map((line) => JSON.parse(line.slice(6)))
      return JSON.stringify([core.checkStream(reply).ok, core.checkStream(input).ok, events.every((event) => core.ResponseStreamEvent.safeParse(event).success)])`
    expect(await run(code, WHOLE)).toBe('[true,false,true]')
  })

  it('reads Chat Completions and Anthropic Messages', async () => {
    const chat = `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: TEXT }, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`
    expectStrictBody(String(await run(FETCHED, chat)), TEXT)
    const anthropic = [
      { type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', content: [], model: 'm' } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: TEXT } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    expectStrictBody(String(await run(FETCHED, anthropic.join(''))), TEXT)
  })
})
