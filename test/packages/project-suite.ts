import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStrictBody } from '../support/adapters/strict.js'
import { ROOT, run } from './pack.js'
import { READMES } from './project.js'

/** How a user may write the same server, and the file that Node then runs. */
const WAYS = [
  ['JavaScript, ES modules, as in the readme', (name: string) => `${name}.readme.mjs`],
  ['JavaScript, CommonJS', (name: string) => `${name}.cjs`],
  ['TypeScript, ES modules', (name: string) => `built/${name}.mjs`],
  ['TypeScript, CommonJS', (name: string) => `built/${name}.cjs`],
] as const

const SERVERS = ['express', 'fastify', 'koa'].flatMap((name) =>
  WAYS.map(([way, file]) => [name, way, file(name)] as const),
)
const OTHERS = Object.keys(READMES).filter((name) => !SERVERS.some(([known]) => known === name))
const REQUIRED = ['core', 'core/responses', 'node', 'express', 'fastify', 'koa', 'gateway', 'redis', 'cli']

/** An upstream that leaves out most of what a stream must have. */
const faulty = (): Server =>
  createServer((_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.write('data: {"type":"response.output_text.delta","delta":"Hello"}\n\n')
    reply.end('data: [DONE]\n\n')
  })

/** What the tarballs do in a project that installed them from nowhere else. */
export function projectSuite(project: string): void {
  const upstream = faulty()
  beforeAll(() => once(upstream.listen(0, '127.0.0.1'), 'listening'))
  afterAll(() => upstream.close())

  async function replyOf(file: string): Promise<string> {
    const { port: upstreamPort } = upstream.address() as AddressInfo
    const server = fork(join(project, file), {
      cwd: project,
      execArgv: ['--require', './surroundings.cjs'],
      env: { ...process.env, UPSTREAM: `http://127.0.0.1:${upstreamPort}` },
      silent: true,
    })
    try {
      let printed = ''
      server.stderr?.on('data', (text) => {
        printed += text
      })
      const [port] = await Promise.race([
        once(server, 'message'),
        once(server, 'exit').then(() => Promise.reject(new Error(`${file} listens nowhere:\n${printed}`))),
      ])
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ model: 'any', input: 'Hi', stream: true })
      const reply = await fetch(`http://localhost:${port}/v1/responses`, { method: 'POST', headers, body })
      return await reply.text()
    } finally {
      server.kill()
    }
  }

  describe('in an empty project', () => {
    beforeAll(async () => {
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
      const printed = await run(process.execPath, [tsc, '--pretty', 'false'], project, [0, 2])
      // Declarations are checked too, but of what others publish (@types/koa, at times) nothing can be said here.
      const said = printed.split('\n').filter((line) => line && !/^node_modules\/(?!@strict-responses)/.test(line))
      expect(said, 'what TypeScript says of the servers').toEqual([])
    }, 60_000)

    it.concurrent.each(SERVERS)('%s streams strictly: %s', { timeout: 30_000 }, async (_name, _way, file) => {
      expectStrictBody(await replyOf(file), 'Hello')
    })

    it.concurrent.each(OTHERS)('%s streams strictly as in its readme', { timeout: 30_000 }, async (name) => {
      expectStrictBody(await replyOf(`${name}.readme.mjs`), 'Hello')
    })

    it('require() gives what import gives, by the same names and as default', async () => {
      const names = REQUIRED.map((name) => `@strict-responses/${name}`)
      const printed = await run(process.execPath, ['exports.mjs', ...names], project)
      const found: { name: string; imported: object; required: object; same: boolean }[] = JSON.parse(printed)
      for (const { name, imported, required, same } of found) {
        expect(required, name).toMatchObject(imported)
        expect(same, name).toBe(true)
      }
      expect(found.map(({ name }) => name)).toEqual(names)
      const withDefault = found.filter(({ required }) => 'default' in required).map(({ name }) => name)
      expect(withDefault).toEqual(['node', 'express', 'fastify', 'koa'].map((name) => `@strict-responses/${name}`))
    })

    it('the command line runs', async () => {
      const bin = join(project, 'node_modules/.bin/strict-responses')
      expect(await run(bin, ['demo', '--once'], project)).toContain('completed "completed"')
    })
  })
}
