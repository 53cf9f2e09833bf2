import { createNormalizer, type NormalizerOptions } from '@strict-responses/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, FIRST, SECOND, TEXT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { expectStrict, expectStrictBody } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const WHOLE = CREATED + FIRST + SECOND + COMPLETED
/** What is told of an upstream error, too. */
const FAILED = 'data: {"type":"error","code":"server_error","message":"Overloaded"}\n\n'

let running: Running | undefined
afterEach(async () => {
  vi.restoreAllMocks()
  await running?.close()
})

function broken(): never {
  throw new Error('boom')
}

const FUNCTIONS = ['onRepair', 'onEnd', 'onFrames', 'generateId', 'now', 'request'] as const

/** What the process would hear of, as no one else does. */
function uncaught(): (() => void)[] {
  const thrown: (() => void)[] = []
  const { queueMicrotask: native } = globalThis
  vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((work) => {
    if (String(work).includes('throw error')) thrown.push(work)
    else native(work)
  })
  return thrown
}

describe.each(FRAMEWORKS)('a function of the options that throws, $name', ({ app }) => {
  it.each(FUNCTIONS)('ends no stream, and onError hears of it: %s', async (name) => {
    const errors: unknown[] = []
    const options = { [name]: broken, onError: (error: unknown) => errors.push(error) }
    running = await listen(
      app((_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        for (const frame of [CREATED, FIRST, SECOND, COMPLETED]) res.write(frame)
        res.end()
      }, options),
    )
    expectStrict(await exchange(running.port), TEXT)
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) expect(error).toMatchObject({ message: 'boom' })
  })

  it.each(FUNCTIONS)('is told to the process where there is no onError: %s', async (name) => {
    running = await listen(app((_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE), { [name]: broken }))
    const thrown = uncaught()
    const reply = await exchange(running.port)
    expectStrict(reply, TEXT)
    expect(thrown.length).toBeGreaterThan(0)
    for (const work of thrown) expect(work).toThrow('boom')
  })
})

describe('a function of the options that throws, in the core', () => {
  const run = (options: NormalizerOptions, input: string): string => {
    const normalizer = createNormalizer({ path: '/v1/responses', ...options })
    const decoder = new TextDecoder()
    return decoder.decode(normalizer.push(input), { stream: true }) + decoder.decode(normalizer.end())
  }

  it('is told to the process where it is onError itself, and the stream fails as it should', () => {
    const thrown = uncaught()
    expectStrictBody(run({ onError: broken }, CREATED + FIRST + FAILED), 'Hél', 'failed')
    expect(thrown.length).toBe(1)
    expect(thrown[0]).toThrow('boom')
  })

  it.each(FUNCTIONS)('gives what it would give without: %s', (name) => {
    const thrown = uncaught()
    const text = run({ [name]: broken }, WHOLE)
    expectStrictBody(text, TEXT)
    expect(thrown.length).toBeGreaterThan(0)
  })
})
