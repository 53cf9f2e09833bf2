import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { checkStream } from '@strict-responses/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/adapters/probe.js'
import { expectStrictBody } from '../support/adapters/strict.js'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

// The examples run as a user runs them: from what was built.
beforeAll(() => execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-b'], { cwd: at('') }), 120_000)

describe.each(['express', 'fastify', 'koa', 'hono'])('examples/%s', (name) => {
  let server: ChildProcess
  let printed = ''
  const url = (path: string): string => {
    const found = printed.split(/\s/).find((word) => word.endsWith(path))
    if (!found) throw new Error(`${path} is not among what was printed:\n${printed}`)
    return found
  }

  beforeAll(async () => {
    server = spawn(process.execPath, ['server.js'], { cwd: at(`examples/${name}`), env: { ...process.env, PORT: '0' } })
    for (const output of [server.stdout, server.stderr])
      output?.on('data', (text) => {
        printed += text
      })
    await until(() => printed.includes('/v1/agent/responses') || server.exitCode !== null, 20_000)
  }, 30_000)
  afterAll(() => server.kill())

  it('sends a faulty stream under /raw', async () => {
    const body = await (await fetch(url('/raw'))).text()
    expect(body).toContain('world.')
    expect(checkStream(body).ok).toBe(false)
  })

  // In real time, where a machine that stood still in between shows all at once.
  it('sends the same strict under /v1/responses, as it comes', { retry: 2 }, async () => {
    const begun = performance.now()
    const reply = await fetch(url('/v1/responses'), {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    const chunks: Uint8Array[] = []
    let first = 0
    for await (const chunk of reply.body ?? []) {
      first ||= performance.now() - begun
      chunks.push(chunk)
    }
    expect(first).toBeLessThan(performance.now() - begun - 200)
    expectStrictBody(Buffer.concat(chunks).toString(), 'Hello, world.')
  })

  it('sends what the agent yields', async () => {
    const body = await (await fetch(url('/v1/agent/responses'))).text()
    expectStrictBody(body, 'Let me look that up.')
    expect(body).toContain('event: response.function_call_arguments.done')
    expect(body).toContain('event: response.reasoning_summary_text.done')
  })
})
