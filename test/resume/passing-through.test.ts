import { checkStream, memoryEventLog } from '@strict-responses/core'
import { afterEach, describe, expect, it } from 'vitest'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { request } from '../support/resume/client.js'
import { countedEvents, tailOf } from '../support/resume/frames.js'
import { noted } from '../support/resume/noted-log.js'

const EVENTS = countedEvents(40)

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('an upstream that supports resume itself, through the middleware, $name', ({ app }) => {
  it('keeps its numbers and bytes, gets no response.created, and is not kept again', async () => {
    const { log, ids } = noted(memoryEventLog())
    const route = app(
      (req, res) => {
        const after = Number(new URL(String(req.url), 'http://localhost').searchParams.get('starting_after') ?? -1)
        res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(tailOf(EVENTS, after))
      },
      { eventLog: log },
    )
    running = await listen(route)
    for (const after of [-1, 0, 1, 5, 20, 38]) {
      const query = after < 0 ? '' : `&starting_after=${after}`
      const { body } = await request(running.port, `/v1/responses/resp_strict?stream=true${query}`)
      expect(body).toBe(tailOf(EVENTS, after))
      if (after >= 0) expect(checkStream(body, { resume: { startingAfter: after } }).issues).toEqual([])
    }
    expect(ids).toEqual([])
  })
})
