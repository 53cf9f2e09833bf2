import { streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { canonical } from '../conformance/fixtures/canonical.js'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, CUT, delta, FIRST, SECOND, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { readReply } from '../support/adapters/raw-reply.js'
import { expectStrict, expectStrictBody } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

const COUNT = 400

/** Writes 400 deltas, `perTick` of them in one tick, waiting for `drain` as it should. */
const writing =
  (perTick: number, as: (frame: string, index: number) => string | Uint8Array): Route =>
  async (_req, res) => {
    res.writeHead(200, EVENT_STREAM).write(CREATED)
    for (let at = 0; at < COUNT; at += perTick) {
      let flows = true
      for (let index = at; index < at + perTick && index < COUNT; index++)
        flows = res.write(as(delta(`${index} é👋 `), index))
      if (flows) await wait(0)
      else await new Promise((resolve) => res.once('drain', resolve))
    }
    res.end(COMPLETED)
  }
const LONG = Array.from({ length: COUNT }, (_, index) => `${index} é👋 `).join('')

const WAYS: readonly (readonly [name: string, as: (frame: string, index: number) => string | Uint8Array])[] = [
  ['strings', (frame) => frame],
  ['buffers', (frame) => Buffer.from(frame)],
  ['strings and buffers in turn', (frame, index) => (index % 3 === 0 ? Buffer.from(frame) : frame)],
]

describe.each(FRAMEWORKS)('what one tick writes, $name', ({ app }) => {
  describe.each(WAYS)('%s', (_, as) => {
    it.each([3, COUNT])('leaves whole and in order, %i in a tick', async (perTick) => {
      running = await listen(app(writing(perTick, as), {}))
      const replies = await Promise.all([1, 2, 3].map(() => exchange(Number(running?.port))))
      for (const reply of replies) expectStrict(reply, LONG)
    })
  })

  it.each(WAYS)('leaves in order whatever its lengths: %s', async (_, as) => {
    const words = Array.from({ length: 60 }, (_, index) =>
      `${index} é`.padEnd([10, 5000, 20, 30, 20_000, 40, 4000, 90_000, 50][index % 9] as number, '👋'),
    )
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      for (const [index, word] of words.entries()) res.write(as(delta(word), index))
      res.end(COMPLETED)
    }
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), words.join(''))
  })

  it.each(WAYS)('stays what it was for a gate and for who keeps its frames: %s', async (_, as) => {
    const words = Array.from({ length: 200 }, (_, index) => `${index} é👋 `.padEnd(100))
    const frames = canonical([{ type: 'message', deltas: words }]).split(/(?<=\n\n)/)
    const route: Route = async (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      for (const [index, frame] of frames.entries()) {
        res.write(as(frame, index))
        if (index % 60 === 59) await wait(0)
      }
      res.end()
    }
    const kept: Uint8Array[] = []
    const onFrames = (_first: number, _last: number, bytes: Uint8Array): unknown => kept.push(bytes)
    running = await listen(app(route, { commitAfter: 1000, onFrames }))
    const { body } = await exchange(running.port)
    expect([body, Buffer.concat(kept).toString()]).toEqual([frames.join(''), frames.join('')])
  })

  it('is not held past the tick', async () => {
    const probe = new Probe()
    const route: Route = async (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      for (let tick = 0; tick < 3; tick++) {
        for (const frame of [CREATED, FIRST, delta(`tick ${tick}`)]) res.write(frame)
        await new Promise((resolve) => setImmediate(resolve))
        probe.note(res.writableLength)
        await wait(20)
      }
      res.end()
    }
    running = await listen(app(route, {}))
    await exchange(running.port)
    expect(probe.notes).toEqual([0, 0, 0])
  })

  it('calls back in order, once each, and for what the end brings as well', async () => {
    const calls = async (options: object | undefined): Promise<readonly unknown[]> => {
      const probe = new Probe()
      const route: Route = (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED, () => probe.note('created'))
        res.write(FIRST, 'utf8', () => probe.note('first'))
        res.write(Buffer.from(SECOND), () => probe.note('second'))
        res.end(COMPLETED, () => probe.note('end'))
      }
      running = await listen(app(route, options))
      const reply = await exchange(running.port)
      if (options) expectStrict(reply, TEXT)
      await until(() => probe.notes.length === 4)
      await running.close()
      return probe.notes
    }
    expect(await calls({})).toEqual(await calls(undefined))
  })

  it('is known to streamOf at once', async () => {
    const seen: unknown[] = []
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      for (const word of ['a', 'b', 'c']) {
        res.write(delta(word))
        seen.push(
          JSON.stringify(streamOf(res)?.response()?.['output']).includes(`"${'abc'.slice(0, seen.length + 1)}"`),
        )
      }
      res.end(COMPLETED)
    }
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), 'abc')
    expect(seen).toEqual([true, true, true])
  })

  it('leaves as it came where it is no stream of ours, whenever that shows', async () => {
    const pieces = [': note\n\n', 'data: {"tick":1}\n\n', 'data: {"tick":2}\n\n', 'data: 3\n\n']
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      for (const piece of pieces.slice(0, -1)) res.write(piece)
      res.end(pieces.at(-1))
    }
    running = await listen(app(route, {}))
    expect((await exchange(running.port, { path: '/ticks' })).body).toBe(pieces.join(''))
  })

  it('keeps its order where a buffer comes behind the string that shows it to be none of ours', async () => {
    const pieces = [': note\n\n', 'data: {"tick":1}\n\n', Buffer.from('data: 2\n\n'), 'data: 3\n\n', 'data: 4\n\n']
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      for (const piece of pieces) res.write(piece)
      res.end()
    }
    running = await listen(app(route, {}))
    expect((await exchange(running.port, { path: '/ticks' })).body).toBe(pieces.join(''))
  })

  it('is stopped at a limit once, whatever is still written behind it', async () => {
    const probe = new Probe()
    const route: Route = (_req, res) => {
      const signal = streamOf(res)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      res.on('error', probe.note)
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      res.write(delta('a'.repeat(80)))
      res.write(Buffer.from(delta('late')), () => probe.note('called'))
    }
    running = await listen(app(route, { limits: { outputBytes: 100 } }))
    const { body } = await exchange(running.port)
    expectStrictBody(body, 'a'.repeat(80), 'failed')
    await until(() => probe.notes.length > 1)
    expect(probe.notes.filter((note) => note !== 'called')).toEqual(['limit'])
  })

  it('leaves before the failure where the route then throws or destroys', async () => {
    for (const fail of [
      (): never => fault(),
      (res: { destroy(error: Error): unknown }) => res.destroy(new Error('x')),
    ]) {
      const route: Route = async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED)
        for (const word of ['a', 'b', 'c']) res.write(delta(word))
        fail(res)
      }
      running = await listen(app(route, {}))
      expectStrict(await exchange(running.port), 'abc', 'failed')
      await running.close()
    }
  })

  it('keeps what is written behind the end of the stream from the client', async () => {
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      for (const frame of [CUT, SECOND, COMPLETED, delta('late'), WHOLE]) res.write(frame)
      res.end()
    }
    running = await listen(app(route, {}))
    const { body } = await exchange(running.port)
    expectStrictBody(body, TEXT)
    expect(body).not.toContain('late')
  })

  it('is read in the encoding that was named, and refused in one that there is none of', async () => {
    let refused: unknown
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      res.write(Buffer.from(FIRST).toString('base64'), 'base64')
      res.write(Buffer.from(SECOND).toString('latin1'), 'latin1')
      try {
        res.write('x', 'no-such' as BufferEncoding)
      } catch (error) {
        refused = error
      }
      res.end(Buffer.from(COMPLETED).toString('hex'), 'hex')
    }
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), TEXT)
    expect(refused).toMatchObject({ code: 'ERR_UNKNOWN_ENCODING' })
  })
})

const WORDS = Array.from({ length: 3600 }, (_, index) => `${index} é`.padEnd(900, 'x'))
const STRICT = canonical([{ type: 'message', deltas: WORDS }]).split(/(?<=\n\n)/)
const MENDED = [CREATED, ...WORDS.map(delta), COMPLETED]

it.each([
  ['buffers that are mended', MENDED.map((frame) => Buffer.from(frame))],
  ['strings that are mended', MENDED],
  ['buffers that are strict', STRICT.map((frame) => Buffer.from(frame))],
  // These leave as they came: as views of what they were encoded into.
  ['strings that are strict', STRICT],
])('is not overwritten while a client has yet to read it: %s', async (_, frames) => {
  const route: Route = async (_req, res) => {
    res.writeHead(200, EVENT_STREAM)
    for (let at = 0; at < frames.length; at += 60) {
      let flows = true
      for (const frame of frames.slice(at, at + 60)) flows = res.write(frame)
      if (!flows) await new Promise((resolve) => res.once('drain', resolve))
    }
    res.end()
  }
  running = await listen(FRAMEWORKS[0]?.app(route, {}) ?? (() => {}))
  const slow = openClient(running.port)
  slow.socket.pause()
  const quick = await Promise.all([1, 2].map(() => exchange(Number(running?.port))))
  slow.socket.resume()
  await until(slow.closed)
  for (const reply of [...quick, readReply(Buffer.from(slow.received(), 'latin1'), false)]) {
    expectStrict(reply, WORDS.join(''))
    if (frames.join('') === STRICT.join('')) expect(reply.body === STRICT.join('')).toBe(true)
  }
})

function fault(): never {
  throw new Error('a fault of the route')
}
