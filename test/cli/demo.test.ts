import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkStream } from '@strict-responses/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UPSTREAMS } from '../../packages/cli/src/demo/upstreams/upstreams.js'
import { Collector, type Run, run } from './run-cli.js'

/** For each upstream, the rules that its raw stream breaks before all others, and how the mended one ends. */
const FAULTS: Readonly<Record<string, readonly [codes: readonly string[], outcome: string]>> = {
  'llama-stack': [['lifecycle/missing-output-text-done', 'framing/missing-event'], 'completed'],
  'llama-cpp': [['sequence/missing', 'lifecycle/missing-function-call-arguments-done'], 'completed'],
  vllm: [['ids/item-id-changed', 'event/alias'], 'completed'],
  'llama-stack-failing': [['error/code', 'error/unsafe-message'], 'failed'],
  'llama-stack-error': [['error/not-followed-by-failed'], 'failed'],
  openrouter: [['framing/missing-event', 'terminal/missing'], 'completed'],
  copilot: [['ids/item-id-changed', 'ids/response-id-changed'], 'completed'],
  cut: [['framing/truncated'], 'failed'],
  throws: [['lifecycle/missing-created', 'error/not-followed-by-failed'], 'failed'],
  deepseek: [['stream/not-responses'], 'completed'],
  anthropic: [['stream/not-responses'], 'completed'],
}

const SECRETS = /hunter2|10\.0\.3\.17|sk-live|Traceback|\/app\/|throws\.[jt]s/

/** Starts the demo on some port; `stop` is Ctrl-C. */
async function start(argv: string[], env: Record<string, string> = {}) {
  const controller = new AbortController()
  const stdout = new Collector()
  const running = run(['demo', ...argv], { stdout, env, signal: controller.signal })
  await Promise.race([stdout.until('Ctrl-C'), running])
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout.text)?.[0] ?? ''
  const stop = (): Promise<Run> => {
    controller.abort()
    return running
  }
  return { origin, printed: stdout.text, stop }
}

/** The body of a reply, as far as it came. */
async function bodyOf(url: string, init?: RequestInit): Promise<string> {
  const response = await fetch(url, init)
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
  } catch {
    // A connection that breaks is what some of these routes are about.
  }
  return text
}

describe('demo', () => {
  let demo: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    demo = await start(['--port', '0'])
  })
  afterAll(async () => {
    expect((await demo.stop()).code).toBe(0)
  })

  it('has a row here for every upstream', () => {
    expect(Object.keys(FAULTS)).toEqual(Object.keys(UPSTREAMS))
  })

  it.concurrent.each(Object.entries(FAULTS))(
    '%s: raw is faulty, behind the middleware it is strict',
    async (name, row) => {
      const [codes, outcome] = row
      const began = performance.now()
      const [raw, mended] = await Promise.all([
        bodyOf(`${demo.origin}/raw/${name}/responses`),
        bodyOf(`${demo.origin}/v1/${name}/responses`, { method: 'POST' }),
      ])
      expect(performance.now() - began).toBeLessThan(20_000)
      expect(checkStream(raw).issues.map(({ code }) => code)).toEqual(expect.arrayContaining([...codes]))
      expect(checkStream(mended).issues).toEqual([])
      expect(mended).toContain(`event: response.${outcome}\n`)
      expect(mended).not.toMatch(SECRETS)
    },
  )

  describe.each(['fastify', 'koa'])('%s', (framework) => {
    it.concurrent.each(Object.entries(FAULTS))(
      '%s: raw is faulty, behind the middleware it is strict',
      async (name, row) => {
        const [codes, outcome] = row
        const [raw, mended] = await Promise.all([
          bodyOf(`${demo.origin}/raw/${framework}/${name}/responses`),
          bodyOf(`${demo.origin}/v1/${framework}/${name}/responses`, { method: 'POST' }),
        ])
        // A route that throws is cut off by these two: nothing of the error leaves, and no end.
        const expected = name === 'throws' ? ['lifecycle/missing-created', 'terminal/missing'] : [...codes]
        expect(checkStream(raw).issues.map(({ code }) => code)).toEqual(expect.arrayContaining(expected))
        expect(checkStream(mended).issues).toEqual([])
        expect(mended).toContain(`event: response.${outcome}\n`)
        expect(mended).not.toMatch(SECRETS)
      },
    )

    it('answers at /responses, and says which upstreams there are when one is not', async () => {
      const other = await bodyOf(`${demo.origin}/v1/${framework}/responses?upstream=copilot`)
      expect(checkStream(other).ok).toBe(true)
      expect(other).toContain('event: response.completed')
      const missing = await fetch(`${demo.origin}/v1/${framework}/nope/responses`)
      expect(missing.status).toBe(404)
      expect(await missing.text()).toContain('llama-cpp, vllm,')
    })

    it('answers 404 where there is no route', async () => {
      expect((await fetch(`${demo.origin}/v1/${framework}/else`)).status).toBe(404)
    })
  })

  it.each(['throws', 'llama-stack-failing'])('%s leaks where nothing stands in front of it', async (name) => {
    expect(await bodyOf(`${demo.origin}/raw/${name}/responses`)).toMatch(SECRETS)
  })

  it('answers at /v1/responses, and for another upstream by query', async () => {
    const body = JSON.stringify({ model: 'mine', input: 'Hi', stream: true })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    const first = await bodyOf(`${demo.origin}/v1/responses`, init)
    expect(checkStream(first).ok).toBe(true)
    const other = await bodyOf(`${demo.origin}/v1/responses?upstream=throws`)
    expect(checkStream(other).ok).toBe(true)
    expect(other).toContain('your')
  })

  // In real time, where a machine that stood still in between shows all at once.
  it('streams: the first event comes long before the last', { retry: 2 }, async () => {
    const response = await fetch(`${demo.origin}/v1/responses`)
    const times: number[] = []
    for await (const _ of response.body ?? []) times.push(performance.now())
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200)
  })

  it('says which upstreams there are when one is not', async () => {
    const response = await fetch(`${demo.origin}/v1/nope/responses`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('llama-cpp, vllm,')
  })

  it('has a page that lists every route, escaped', async () => {
    const response = await fetch(demo.origin)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    const page = await response.text()
    for (const name of Object.keys(UPSTREAMS)) {
      expect(page).toContain(`curl -N ${demo.origin}/raw/${name}/responses`)
      expect(page).toContain(`curl -N ${demo.origin}/v1/${name}/responses`)
      for (const framework of ['', 'fastify/', 'koa/']) {
        expect(page).toContain(`href="?url=/raw/${framework}${name}/responses"`)
        expect(page).toContain(`href="?url=/v1/${framework}${name}/responses"`)
      }
    }
    expect(page).toContain('color-scheme: light dark')
    expect(page).not.toContain('data: {"type"')
  })

  it('prints both streams, each repair, and what to try', () => {
    expect(demo.printed).toMatch(/what came in +│ what went out/)
    expect(demo.printed).toContain('lifecycle/missing-output-text-done')
    expect(demo.printed).toContain(`curl -N ${demo.origin}/v1/llama-stack/responses`)
  })
})

describe('demo --once', () => {
  it('prints two columns and the codes of the repairs, and leaves', async () => {
    const { code, stdout } = await run(['demo', '--once'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^10 content_part\.done .*│ 10 output_text\.done /m)
    expect(stdout).toMatch(/↳ lifecycle\/missing-output-text-done: /)
    for (const line of stdout.split('\n').slice(4)) expect(line.length).toBeLessThanOrEqual(80)
  })

  it('is as wide as the terminal, and shows another upstream', async () => {
    const stdout = Object.assign(new Collector(), { columns: 140 })
    expect((await run(['demo', 'copilot', '--once'], { stdout })).code).toBe(0)
    const lines = stdout.text.split('\n').map(({ length }) => length)
    expect(Math.max(...lines.slice(4))).toBeLessThanOrEqual(140)
    expect(Math.max(...lines)).toBeGreaterThan(100)
    expect(stdout.text).toContain('ids/item-id')
  })

  it('knows what was meant', async () => {
    const { code, stderr } = await run(['demo', 'vlm', '--once'])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean vllm?') })
  })
})

describe('the port of the demo', () => {
  let taken: Server
  let port: number
  beforeAll(async () => {
    taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    port = (taken.address() as AddressInfo).port
  })
  afterAll(() => {
    taken.close()
  })

  it('comes from --port, else from PORT', async () => {
    const { origin, stop } = await start([], { PORT: '0' })
    expect((await fetch(origin)).status).toBe(200)
    expect((await stop()).code).toBe(0)
  })

  it('is not another one than was asked for', async () => {
    const { code, stderr } = await run(['demo', '--port', String(port)])
    expect(code).toBe(2)
    expect(stderr).toContain(`port ${port} is in use\n  Name another port: strict-responses demo --port ${port + 1}`)
  })

  it('is the next free one where 3000 is in use, with a notice', async () => {
    const busy = createServer()
    const ours = await new Promise<boolean>((resolve) => {
      busy.once('error', () => resolve(false)).listen(3000, '127.0.0.1', () => resolve(true))
    })
    const { origin, printed, stop } = await start([])
    expect(Number(new URL(origin).port)).toBeGreaterThan(3000)
    expect(printed).toContain(`Port 3000 is in use; this is ${new URL(origin).port}.`)
    expect((await stop()).code).toBe(0)
    if (ours) busy.close()
  })

  it.each(['http', '70000', '-1', ''])('is a number: %s is not', async (value) => {
    const { code, stderr } = await run(['demo', `--port=${value}`])
    expect(code).toBe(2)
    expect(stderr).toMatch(/--port (is|needs)/)
  })
})
