import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { saying } from '../gateway/support/chat-frames.js'
import { type FakeBackend, frame, frames, type Play, startBackend } from '../gateway/support/fake-backend.js'
import { expectStrictBody } from '../support/adapters/strict.js'
import { Collector, type Run, run } from './run-cli.js'

const KEY = 'sk-live-0123456789abcdef0123456789'
const ASK = { model: 'fake-1', input: 'Hello', stream: true } as const

const toClose: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

async function backend(play: Play | Readonly<Record<string, Play>> = frames(...saying('Hello'))): Promise<FakeBackend> {
  const started = await startBackend(play)
  toClose.push(() => started.close())
  return started
}

/** Starts the proxy on some port; `stop` is SIGTERM. */
async function start(argv: readonly string[], env: Record<string, string> = {}) {
  const controller = new AbortController()
  const stdout = new Collector()
  const running = run(['proxy', '--port', '0', ...argv], { stdout, env, signal: controller.signal })
  await Promise.race([stdout.until('"listening"'), running])
  const origin = /http:\/\/127\.0\.0\.1:\d+(?=\/v1","upstream)/.exec(stdout.text)?.[0] ?? ''
  let stopped: Promise<Run> | undefined
  const stop = (): Promise<Run> => {
    controller.abort()
    stopped ??= running
    return stopped
  }
  toClose.push(stop)
  return { origin, stdout, stop }
}

const post = (origin: string, body: object = ASK, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${origin}/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** The JSON lines of the log, without the first, which says where it listens. */
const requestsOf = (stdout: Collector): Record<string, unknown>[] =>
  stdout.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .slice(1)

/** Says something, and then nothing for ever. */
const silent: Play = (res) => {
  res.writeHead(200, { 'content-type': 'text/event-stream' })
  res.write(saying('Half').slice(0, 2).map(frame).join(''))
}

describe('proxy', () => {
  it('finds out that a backend speaks chat, streams strictly, says where it listens and stops with 0', async () => {
    const { url, seen } = await backend({ '/chat/completions': frames(...saying('Hello')) })
    const { origin, stop } = await start(['--upstream', url])
    expectStrictBody(await (await post(origin)).text(), 'Hello')
    expect(seen.map(({ path }) => path)).toEqual(['/responses', '/chat/completions'])
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    const { code, stderr } = await stop()
    expect(code).toBe(0)
    expect(stderr).toContain(`Listening on ${origin}/v1, in front of ${url} (auto).`)
    expect(stderr).toMatch(/^ {2}curl -N http:\/\/127\.0\.0\.1:\d+\/v1\/responses .*"stream":true\}'$/m)
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow()
  })

  it('writes one JSON line for each request, with nothing secret in it', async () => {
    const { url } = await backend()
    const { origin, stdout, stop } = await start(['--upstream', url, '--dialect', 'chat-completions'])
    const body = await (
      await post(origin, { ...ASK, truncation: 'auto' }, { authorization: `Bearer ${KEY}`, 'x-request-id': 'r1' })
    ).text()
    await (await post(origin, { ...ASK, background: true })).text()
    await stop()
    const lines = requestsOf(stdout)
    expect(lines.length).toBe(2)
    expect(lines[0]).toMatchObject({
      level: 'info',
      requestId: 'r1',
      status: 200,
      dialect: 'chat-completions',
      outcome: 'completed',
      events: body.match(/^event: /gm)?.length,
      repairs: { 'gateway/dropped-truncation': 1 },
      bytes: Buffer.byteLength(body),
      msg: 'request answered',
    })
    expect(Number(lines[0]?.['firstEventMs'])).toBeGreaterThan(0)
    expect(lines[1]).toMatchObject({ level: 'warn', status: 400, msg: 'request refused' })
    expect(stdout.text).not.toContain(KEY)
  })

  it('--log-level silent writes nothing', async () => {
    const { url } = await backend()
    const stdout = new Collector()
    const controller = new AbortController()
    const running = run(['proxy', '--port', '0', '--upstream', url, '--log-level', 'silent'], {
      stdout,
      signal: controller.signal,
    })
    controller.abort()
    expect((await running).code).toBe(0)
    expect(stdout.text).toBe('')
  })

  it('--api-key-env replaces the key of the client, --header adds one, --forward-header lets one pass', async () => {
    const { url, seen } = await backend()
    const argv = ['--upstream', url, '--dialect', 'chat-completions', '--api-key-env', 'MY_KEY']
    const { origin, stop } = await start([...argv, '-H', 'x-team: a:b', '--forward-header', 'x-tenant'], {
      MY_KEY: KEY,
    })
    await (await post(origin, ASK, { authorization: 'Bearer mine', 'x-tenant': 't1', 'x-other': 'no' })).text()
    expect(seen[0]?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-team': 'a:b', 'x-tenant': 't1' })
    expect(seen[0]?.headers['x-other']).toBe(undefined)
    const { stderr } = await stop()
    expect(stderr).not.toContain(KEY)
  })

  it('--commit-after decides between an HTTP error and an error in the stream', async () => {
    const { url } = await backend((res) => {
      setTimeout(() => res.writeHead(429, { 'retry-after': '7' }).end('{"error":{"code":"rate_limit_exceeded"}}'), 150)
    })
    const argv = ['--upstream', url, '--dialect', 'chat-completions', '--commit-after']
    const patient = await start([...argv, '2s'])
    const error = await post(patient.origin)
    expect([error.status, error.headers.get('retry-after')]).toEqual([429, '7'])
    const hasty = await start([...argv, '20ms'])
    const stream = await post(hasty.origin)
    expect(stream.status).toBe(200)
    expectStrictBody(await stream.text(), '', 'failed')
  })

  it('options of the normalizer and of the translation reach the gateway', async () => {
    const { url, seen } = await backend()
    const argv = ['--upstream', url, '--dialect', 'chat-completions', '--no-done', '--max-tokens-field', 'max_tokens']
    const { origin } = await start([...argv, '--hosted-tools', 'drop', '--replay-reasoning', 'off'])
    const reasoning = { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }] }
    const input = [reasoning, { role: 'user', content: 'Hi' }]
    const reply = await post(origin, { ...ASK, input, max_output_tokens: 9, tools: [{ type: 'web_search' }] })
    expect(await reply.text()).not.toContain('[DONE]')
    expect(seen[0]?.body).toMatchObject({ max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] })
    expect(seen[0]?.body['tools']).toBe(undefined)
  })

  it('--event-log memory keeps responses, which are else refused', async () => {
    const { url, seen } = await backend()
    const argv = ['--upstream', url, '--dialect', 'chat-completions']
    const forgetful = await start(argv)
    expect((await post(forgetful.origin, { ...ASK, previous_response_id: 'resp_1' })).status).toBe(400)
    const { origin } = await start([...argv, '--event-log', 'memory'])
    const { id } = (await (await post(origin, { ...ASK, stream: false })).json()) as { id: string }
    expect((await post(origin, { ...ASK, stream: false, previous_response_id: id })).status).toBe(200)
    expect(seen.at(-1)?.body['messages']).toHaveLength(3)
  })

  it('lets open streams fail cleanly within --drain when it stops', async () => {
    const { url } = await backend(silent)
    const argv = ['--upstream', url, '--dialect', 'chat-completions', '--drain', '300ms']
    const { origin, stop } = await start(argv)
    const reply = await post(origin)
    const began = performance.now()
    const [body, { code }] = await Promise.all([reply.text(), stop()])
    expect(performance.now() - began).toBeLessThan(6000)
    expect(code).toBe(0)
    expectStrictBody(body, 'Half', 'failed')
  })
})

describe('proxy says what is wrong and what to do, exit 2', () => {
  it.each([
    [[], '--upstream is missing', '--upstream http://localhost:8080/v1'],
    [['--upstream', 'localhost:8080'], 'no http or https URL', '--upstream http://localhost:8080/v1'],
    [['--upstream', 'http://'], 'no http or https URL', '--upstream http://localhost:8080/v1'],
    [['--upstream', 'http://me:pw@localhost/v1'], 'holds a name or a password', '--api-key-env'],
    [
      ['--upstream', 'http://localhost:1/v1/chat/completions'],
      'ends with /chat/completions',
      '--upstream http://localhost:1/v1\n',
    ],
    [['--upstream', 'http://localhost:4000/v1'], '--upstream and --port are both 4000', '--port 4001'],
    [['--upstream', 'http://x/v1', '--dialect', 'text'], "--dialect is 'text'", 'auto, responses'],
    [['--upstream', 'http://x/v1', '--commit-after', '2h'], "--commit-after is '2h'", '500ms, 2s or 5m'],
    [['--upstream', 'http://x/v1', '--port', '65536'], "--port is '65536'", 'between 0 and 65535'],
    [['--upstream', 'http://x/v1', '--api-key-env', 'NOPE'], 'variable NOPE is empty', 'export NOPE='],
    [['--upstream', 'http://x/v1', '-H', 'nocolon'], 'has no colon', "--header 'Name: value'"],
    [['--upstream', 'http://x/v1', '-H', 'a b: c'], 'no legal HTTP header', 'Names are'],
    [['--upstream', 'http://x/v1', '--host', '203.0.113.1'], 'cannot listen on 203.0.113.1', '--host 127.0.0.1'],
    [['--upstream', 'http://x/v1', '--heartbeat', 'keepalive', '--profile', 'open-responses'], 'open-responses', ''],
    [['http://x/v1'], 'one argument too many', 'strict-responses help proxy'],
  ])('%j', async (argv, message, hint) => {
    const { code, stdout, stderr } = await run(['proxy', ...argv])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toContain(hint)
    expect(stderr).not.toContain('me:pw')
  })

  it('a port in use', async () => {
    const { url } = await backend()
    const { origin } = await start(['--upstream', url])
    const { port } = new URL(origin)
    const { code, stderr } = await run(['proxy', '--upstream', url, '--port', port])
    expect(code).toBe(2)
    expect(stderr).toContain(`port ${port} is in use`)
    expect(stderr).toContain(`--port ${Number(port) + 1}`)
    expect((await run(['proxy', '--upstream', url], { env: { PORT: port } })).stderr).toContain(
      `port ${port} is in use`,
    )
    expect((await run(['proxy', '--upstream', url], { env: { PORT: 'x' } })).stderr).toContain("PORT is 'x'")
  })
})

const bin = fileURLToPath(new URL('../../packages/cli/bin/strict-responses.js', import.meta.url))
const built = existsSync(fileURLToPath(new URL('../../packages/cli/dist/proxy/proxy.js', import.meta.url)))

describe.skipIf(!built)('the built bin', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers the curl line that it prints, ends open streams and exits 0 on %s',
    async (signal) => {
      const { url } = await backend(silent)
      const argv = [bin, 'proxy', '--port', '0', '--upstream', url, '--dialect', 'chat-completions', '--drain', '400ms']
      const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
      toClose.push(async () => child.kill('SIGKILL'))
      const printed = new Collector()
      child.stderr.pipe(printed)
      await printed.until('Ctrl-C')
      const [, printedUrl = '', type = '', ask = ''] =
        /curl -N (\S+) -H '(.*?)' .* -d '(.*)'$/m.exec(printed.text) ?? []
      const [name = '', value = ''] = type.split(': ')
      const reply = await fetch(printedUrl, { method: 'POST', headers: { [name]: value }, body: ask })
      const body = reply.text()
      const exit = once(child, 'exit')
      child.kill(signal)
      expect(await exit).toEqual([0, null])
      expectStrictBody(await body, 'Half', 'failed')
    },
  )
})
