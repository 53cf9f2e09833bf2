import { checkStream } from '@strict-responses/core'
import { expect } from 'vitest'
import { freePort } from './fake-upstream.js'
import type { Snippet } from './markdown.js'
import { moduleOf, type Running, start } from './workbench.js'

/** Where the servers are that a snippet asks. */
export interface Backends {
  readonly upstream: string
  readonly redis: string | undefined
}

/** All that is changed in a snippet before it runs: where it listens, and whom it asks. */
export function substituted(code: string, { upstream, redis }: Backends, port: number): string {
  return code
    .replaceAll(/(?<=\blisten\((?:\{ port: )?)\d+\b/g, String(port))
    .replaceAll(/http:\/\/127\.0\.0\.1:8080|https:\/\/api\.openai\.com/g, upstream)
    .replaceAll('redis://127.0.0.1:6379', redis ?? '')
}

/** Starts a snippet that is a server, asks it for a stream, and wants a strict one. */
export async function servesStrictly(snippet: Snippet, backends: Backends): Promise<void> {
  const port = await freePort()
  const server = start(await moduleOf(snippet, substituted(snippet.code, backends, port)))
  try {
    const url = `http://127.0.0.1:${port}/v1/responses`
    const body = await ask(url, server)
    expectStrict(body)
    if (snippet.code.includes('resumeResponses')) {
      const id = /"id":"(resp_\w+)"/.exec(body)?.[1]
      expect(await (await fetch(`${url}/${id}?stream=true`)).text(), 'resumed').toBe(body)
    }
  } finally {
    await server.stop()
  }
}

/** Calls the `fetch` of a snippet's default export. */
export async function fetchesStrictly(snippet: Snippet, backends: Backends): Promise<void> {
  const path = await moduleOf(snippet, substituted(snippet.code, backends, 0))
  const app: { default: { fetch(request: Request): Promise<Response> } } = await import(path)
  const reply = await app.default.fetch(new Request('http://localhost/v1/responses', REQUEST))
  expectStrict(await reply.text())
}

const REQUEST = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'qwen3', input: 'Hi', stream: true }),
}

async function ask(url: string, { failed }: Running): Promise<string> {
  for (;;) {
    const reply = await Promise.race([fetch(url, REQUEST).catch(refused), failed])
    if (reply) return reply.text()
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** It does not listen yet. */
function refused(error: Error): undefined {
  const { code } = (error.cause ?? {}) as { readonly code?: string }
  if (code !== 'ECONNREFUSED') throw error
}

function expectStrict(body: string): void {
  expect(checkStream(body).issues).toEqual([])
  expect(body).toMatch(/"type":"response\.(output_text|function_call_arguments)\.delta"/)
}
