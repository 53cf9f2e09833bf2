import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/adapters/probe.js'
import { expectStrictBody } from '../support/adapters/strict.js'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

describe('examples/opentelemetry', () => {
  let server: ChildProcess
  let printed = ''

  beforeAll(async () => {
    // The examples run as a user runs them: from what was built.
    execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-b'], { cwd: at('') })
    const env = { ...process.env, PORT: '0', NO_COLOR: '1' }
    server = spawn(process.execPath, ['server.js'], { cwd: at('examples/opentelemetry'), env })
    for (const output of [server.stdout, server.stderr])
      output?.on('data', (text) => {
        printed += text
      })
    await until(() => printed.includes('/v1/broken/responses') || server.exitCode !== null, 20_000)
  }, 150_000)
  afterAll(() => server.kill())

  /** Asks a route, and gives its body and the span that was printed for it. */
  async function ask(path: string): Promise<{ body: string; span: string }> {
    const [url = ''] = /http:\/\/localhost:\d+/.exec(printed) ?? []
    const before = printed.length
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(url + path, { method: 'POST', headers, body: '{"model":"m-1","input":"a secret"}' })
    const body = await reply.text()
    await until(() => /\n\}\n$/.test(printed.slice(before)), 5000)
    return { body, span: printed.slice(before) }
  }

  /** The value of an attribute, as the exporter prints it. */
  const attribute = (span: string, name: string): string | undefined =>
    new RegExp(`'?${name.replaceAll('.', '\\.')}'?: (\\[[^\\]]*\\]|[^,\\n]*)`).exec(span)?.[1]

  it('prints a span with time to first token, tokens, repairs and outcome', async () => {
    const { body, span } = await ask('/v1/responses')
    expectStrictBody(body, 'Hello, world.')
    expect(span).toContain("name: 'chat m-1'")
    expect(attribute(span, 'gen_ai.operation.name')).toBe("'chat'")
    expect(attribute(span, 'gen_ai.request.model')).toBe("'m-1'")
    expect(attribute(span, 'gen_ai.response.model')).toBe("'m-1-2026'")
    expect(attribute(span, 'gen_ai.response.id')).toBe("'resp_1'")
    expect(attribute(span, 'gen_ai.response.finish_reasons')).toBe("[ 'stop' ]")
    expect(attribute(span, 'gen_ai.usage.input_tokens')).toBe('12')
    expect(attribute(span, 'gen_ai.usage.output_tokens')).toBe('3')
    const first = Number(attribute(span, 'gen_ai.response.time_to_first_chunk'))
    expect(first).toBeGreaterThan(0.15)
    // Microseconds: the first of three tokens came well before the end.
    expect(first).toBeLessThan(Number(attribute(span, 'duration')) / 1e6 - 0.2)
    expect(attribute(span, 'strict_responses.outcome')).toBe("'completed'")
    expect(Number(attribute(span, 'strict_responses.repairs'))).toBeGreaterThan(3)
    expect(span).toContain("code: 'lifecycle/missing-output-text-done'")
    expect(span).not.toMatch(/secret|Hello/)
  })

  it('prints the error that the client is not shown', async () => {
    const { body, span } = await ask('/v1/broken/responses')
    expectStrictBody(body, 'Hello', 'failed')
    expect(body).not.toContain('went away')
    expect(attribute(span, 'strict_responses.outcome')).toBe("'failed'")
    expect(attribute(span, 'error.type')).toBe("'server_error'")
    expect(attribute(span, 'gen_ai.response.finish_reasons')).toBe("[ 'error' ]")
    expect(span).toMatch(/status: \{\s+code: 2/)
    expect(span).toContain("'exception.message': 'The model server went away.'")
  })
})
