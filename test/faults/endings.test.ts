import type { Repair } from '@strict-responses/core'
import { afterEach, describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, delta, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { expectStrict } from '../support/adapters/strict.js'

const FAILED = COMPLETED.replaceAll('completed', 'failed')
const DONE = 'data: [DONE]\n\n'
const ERROR = 'event: error\ndata: {"type":"error","message":"too late"}\n\n'

/** What follows a whole response. */
const AFTER: readonly (readonly [name: string, rest: string])[] = [
  ['a second terminal event', COMPLETED],
  ['a terminal event that says the opposite', FAILED],
  ['more text', delta('more')],
  ['a whole second response', WHOLE],
  ['an error', ERROR],
  ['[DONE] twice', DONE + DONE],
  ['[DONE], and then more text and an end', DONE + delta('more') + COMPLETED],
  ['half a frame', delta('more').slice(0, 20)],
]

let running: Running
afterEach(() => running.close())

describe.each(FRAMEWORKS)('after the end of a response, $name', ({ app }) => {
  it.each(AFTER)('%s: nothing of it leaves, written at once or later', async (_name, rest) => {
    for (const pause of [0, 20]) {
      const write = async (options: object | undefined): ReturnType<typeof exchange> => {
        running = await listen(
          app(async (_req, res) => {
            res.writeHead(200, { 'Content-Type': 'text/event-stream' })
            if (pause === 0) return res.end(WHOLE + rest)
            res.write(WHOLE)
            await new Promise((resolve) => setTimeout(resolve, pause))
            return res.end(rest)
          }, options),
        )
        const reply = await exchange(running.port)
        await running.close()
        return reply
      }
      const plain = await write(undefined)
      expect(plain.body).toBe(WHOLE + rest)
      expect(checkStream(plain.body).ok).toBe(false)
      const repairs: Repair[] = []
      const reply = await write({ onRepair: (repair: Repair) => repairs.push(repair) })
      expectStrict(reply, TEXT)
      expect(repairs.map(({ code }) => code).filter((code) => code.startsWith('limits/'))).toEqual([])
    }
  })
})
