import { type NormalizerOptions, normalizeResponse, streamResponse } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { CUT, WHOLE } from '../support/adapters/faulty-stream.js'

/** What the callbacks were told. */
function told(): { options: NormalizerOptions; said: unknown[] } {
  const said: unknown[] = []
  const onError = (error: unknown): unknown => said.push(error instanceof Error ? error.message : error)
  const onEnd: NormalizerOptions['onEnd'] = ({ outcome }) => said.push(outcome)
  return { options: { path: '/v1/responses', onError, onEnd }, said }
}

const LEFT = ['The client closed the connection.', 'failed']

async function* agent(): AsyncGenerator<string> {
  yield 'Hél'
  yield 'lo'
}

/** Reads one piece, or all. */
type Read = (options: NormalizerOptions, whole: boolean) => Promise<unknown>

const WAYS: Readonly<Record<string, Read>> = {
  normalizeResponse: async (options, whole) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(whole ? WHOLE : CUT))
        if (whole) controller.close()
      },
    })
    const reply = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    const reader = normalizeResponse(reply, options).body?.getReader()
    while (!(await reader?.read())?.done && whole);
    await reader?.cancel()
  },
  streamResponse: async (options, whole) => {
    for await (const _bytes of streamResponse(agent(), options)) if (!whole) return
  },
}

describe.each(Object.entries(WAYS))('a reader of %s', (_name, read) => {
  it('that leaves is told to onEnd and onError', async () => {
    const { options, said } = told()
    await read(options, false)
    expect(said).toEqual(LEFT)
  })

  it('that has read all is told once, as ended', async () => {
    const { options, said } = told()
    await read(options, true)
    expect(said).toEqual(['completed'])
  })
})
