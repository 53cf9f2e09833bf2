import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { run } from './run-cli.js'
import { FAULTY, STRICT } from './streams.js'

interface Asked {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** A server that answers with this, and what it was asked. */
async function serve(answer: RequestListener): Promise<{ readonly origin: string; readonly asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    asked.push({ method: req.method, url: req.url, headers: req.headers, body })
    answer(req, res)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const stream =
  (text: string): RequestListener =>
  (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).end(text)
  }

describe('check URL', () => {
  it('asks for a small stream and finds it strict', async () => {
    const { origin, asked } = await serve(stream(STRICT))
    const { code, stdout } = await run(['check', `${origin}/v1`, '--model', 'qwen3'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'strict: 1 stream, 14 events\n' })
    expect(asked).toMatchObject([{ method: 'POST', url: '/v1/responses' }])
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ model: 'qwen3', input: 'Say hello.', stream: true })
    expect(asked[0]?.headers).toMatchObject({ accept: 'text/event-stream', 'content-type': 'application/json' })
  })

  it('finds the faults of a faulty server, and keeps another path', async () => {
    const { origin, asked } = await serve(stream(FAULTY))
    const { code, stdout } = await run(['check', `${origin}/raw/responses?x=1`])
    expect(code).toBe(1)
    expect(stdout).toContain(`${origin}/raw/responses?x=1:1  framing/missing-event  `)
    expect(asked[0]?.url).toBe('/raw/responses?x=1')
  })

  it('sends headers, and a key only from the variable that is named', async () => {
    const { origin, asked } = await serve(stream(STRICT))
    const env = { OPENAI_API_KEY: 'sk-one', OTHER: 'sk-two' }
    await run(['check', `${origin}/v1`], { env })
    await run(['check', `${origin}/v1`, '--key-env', 'OTHER', '--header', 'X-Team: blue: 7', '-H', 'X-B: 2'], { env })
    await run(['check', `${origin}/v1`, '--key-env', 'OTHER', '--header', 'authorization: Basic abc'], { env })
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer sk-two', 'Basic abc'])
    expect(asked[1]?.headers).toMatchObject({ 'x-team': 'blue: 7', 'x-b': '2' })
  })

  it('says what is wrong with a key or a header, without showing the key', async () => {
    const unset = await run(['check', 'http://127.0.0.1:9/v1', '--key-env', 'NOPE'])
    expect(unset).toMatchObject({ code: 2, stderr: expect.stringContaining('environment variable NOPE is empty') })
    const broken = await run(['check', 'http://127.0.0.1:9/v1', '--key-env', 'KEY'], { env: { KEY: 'sk-secret\n☃' } })
    expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining('the key in KEY') })
    expect(broken.stderr).not.toContain('sk-secret')
    const header = await run(['check', 'http://127.0.0.1:9/v1', '--header', 'nocolon'])
    expect(header).toMatchObject({ code: 2, stderr: expect.stringContaining("Write --header 'Name: value'") })
  })

  it('shows what a server answered instead of a stream', async () => {
    const { origin } = await serve((_req, res) => {
      res.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"message":"Missing \\u001b[1mkey"}}')
    })
    const { code, stderr } = await run(['check', `${origin}/v1`])
    expect(code).toBe(2)
    expect(stderr).toMatch(/\/v1\/responses answered 401 Unauthorized: Missing \[1mkey\n {2}Give a key with --key-env/)
  })

  it('says that nobody listens', async () => {
    const { origin } = await serve(stream(''))
    servers.splice(0).forEach((server) => {
      server.close()
    })
    const { code, stderr } = await run(['check', `${origin}/v1`])
    expect(code).toBe(2)
    expect(stderr).toMatch(/could not be reached: .*ECONNREFUSED.*\n {2}Is the server running/)
  })

  it('reports what a broken connection left, and that it broke', async () => {
    const { origin } = await serve((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      res.write(STRICT.slice(0, STRICT.indexOf('event: response.output_text.done')), () => res.destroy())
    })
    const { code, stdout, stderr } = await run(['check', `${origin}/v1`])
    expect(code).toBe(1)
    expect(stdout).toContain('terminal/missing')
    expect(stderr).toContain('the connection broke')
  })

  it('says that a reply is no event stream', async () => {
    const { origin } = await serve((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"response"}')
    })
    const { code, stderr } = await run(['check', `${origin}/v1`])
    expect(code).toBe(1)
    expect(stderr).toContain('the content type is application/json, not text/event-stream')
  })

  it('does not wait for ever', async () => {
    const { origin } = await serve((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).write(STRICT)
    })
    const { code, stderr } = await run(['check', `${origin}/v1`, '--timeout', '1'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/did not end within 1 s\n {2}Give it longer/)
  })
})
