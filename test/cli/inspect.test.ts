import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { listen } from '../../packages/cli/src/demo/listen.js'
import { inspect } from '../../packages/cli/src/inspect/inspect.js'
import { createInspectApp } from '../../packages/cli/src/inspect/inspect-app.js'
import { PAGE } from '../../packages/cli/src/inspect/page.js'
import { streamToInspect } from '../../packages/cli/src/inspect/stream-to-inspect.js'
import type { Io } from '../../packages/cli/src/io.js'
import { parseArguments } from '../../packages/cli/src/options/parse-arguments.js'
import { Collector, run } from './run-cli.js'
import { FAULTY, STRICT } from './streams.js'

const folder = mkdtempSync(join(tmpdir(), 'strict-responses-'))
const file = join(folder, 'faulty.sse')
const page = join(folder, 'page')
const servers: Server[] = []
mkdirSync(page)
writeFileSync(join(page, 'index.html'), '<title>the page</title>')
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

const io = (stdin = ''): Io => ({
  stdin: Readable.from([Buffer.from(stdin)]),
  stdout: new Collector(),
  stderr: new Collector(),
  env: {},
  signal: new AbortController().signal,
})

/** Serves what a target names, as the command does. */
async function serve(target: string | undefined, stdin = '', ...options: string[]): Promise<string> {
  const args = parseArguments('inspect', inspect, options)
  const stream = target === undefined ? undefined : await streamToInspect(target, args, io(stdin))
  const { server, port } = await listen(createInspectApp(stream, page), 0, 'inspect')
  servers.push(server)
  return `http://127.0.0.1:${port}`
}

/** A server that answers everything with this. */
async function upstream(status: number, type: string, body: string): Promise<string> {
  const server = createServer((_req, res) => res.writeHead(status, { 'content-type': type }).end(body))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

describe('what inspect serves', () => {
  it('is the page, and the file as it is now', async () => {
    writeFileSync(file, FAULTY)
    const origin = await serve(file)
    expect(await (await fetch(origin)).text()).toContain('the page')
    const reply = await fetch(`${origin}/stream`)
    expect(reply.headers.get('content-type')).toBe('text/event-stream')
    expect(reply.headers.get('access-control-allow-origin')).toBe(null)
    expect(await reply.text()).toBe(FAULTY)
    writeFileSync(file, STRICT)
    expect(await (await fetch(`${origin}/stream`)).text()).toBe(STRICT)
  })

  it('is the reply of a server, asked anew each time', async () => {
    const origin = await serve(await upstream(200, 'text/event-stream', FAULTY))
    for (let turn = 0; turn < 2; turn++) expect(await (await fetch(`${origin}/stream`)).text()).toBe(FAULTY)
  })

  it('says what the server answered instead of a stream', async () => {
    const origin = await serve(await upstream(401, 'application/json', '{"error":{"message":"no key"}}'))
    const reply = await fetch(`${origin}/stream`)
    expect(reply.status).toBe(502)
    expect(await reply.text()).toMatch(/answered 401.*: no key/)
  })

  it('is standard input, again and again', async () => {
    const origin = await serve('-', FAULTY)
    for (let turn = 0; turn < 2; turn++) expect(await (await fetch(`${origin}/stream`)).text()).toBe(FAULTY)
  })

  it('is no stream where none was named', async () => {
    expect((await fetch(`${await serve(undefined)}/stream`)).status).toBe(404)
  })

  it('is only for this machine, whatever name it is called by', async () => {
    writeFileSync(file, FAULTY)
    const origin = await serve(file)
    const status = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(`${origin}/stream`, { headers: { host } }, (res) => resolve(res.resume().statusCode))
          .on('error', reject)
          .end()
      })
    expect(await status('localhost:3000')).toBe(200)
    expect(await status('[::1]:3000')).toBe(200)
    expect(await status('evil.example')).toBe(403)
    expect(await status('127.0.0.1.evil.example')).toBe(403)
  })

  it.each([
    ['none.sse', 'no such file'],
    ['.', 'is a directory'],
  ])('is nothing for %s', async (name, message) => {
    await expect(serve(join(folder, name))).rejects.toThrow(message)
  })
})

describe.skipIf(!existsSync(join(PAGE, 'index.html')))('the command inspect', () => {
  it('prints the address of the page, and stops at Ctrl-C', async () => {
    writeFileSync(file, FAULTY)
    const controller = new AbortController()
    const stdout = new Collector()
    const running = run(['inspect', file, '--port', '0'], { stdout, signal: controller.signal })
    await stdout.until('Ctrl-C')
    const [address = ''] = /http:\/\/127\.0\.0\.1:\S+/.exec(stdout.text) ?? []
    expect(new URL(address).searchParams.get('url')).toBe('stream')
    expect(new URL(address).searchParams.get('name')).toBe(file)
    expect(await (await fetch(address)).text()).toContain('strict-responses inspector')
    controller.abort()
    expect((await running).code).toBe(0)
  })

  it('says that a file is not there, exit 2', async () => {
    const { code, stderr } = await run(['inspect', join(folder, 'none.sse')])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/no such file\n {2}Check/) })
  })
})
