import { checkStream } from '@strict-responses/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wait } from '../support/adapters/probe.js'
import { cutAfter, framesOf, request } from '../support/resume/client.js'
import { countedEvents, tailOf } from '../support/resume/frames.js'
import { type RedisServer, startRedis, WITHOUT_REDIS } from '../support/resume/redis-server.js'
import { buildServer, type ServerProcess, type ServerProgram } from '../support/resume/server-process.js'

const COUNT = 200
// A busy machine lets a process wait for a second, and now and then for longer: whoever is not to die has time.
const LEASE_MS = 1500
const LONG_LEASE_MS = 20_000
const WHOLE = tailOf(countedEvents(COUNT), -1)
const wholeOf = (id: string): string => WHOLE.replaceAll('resp_strict', id)

describe.skipIf(WITHOUT_REDIS)('two server processes on one Redis', () => {
  let redis: RedisServer
  let program: ServerProgram
  let a: ServerProcess
  let b: ServerProcess
  let made = 0
  const newId = (): string => `resp_${made++}`

  beforeAll(async () => {
    redis = await startRedis()
    program = await buildServer()
    b = await program.start(redis.url, LEASE_MS)
    a = await program.start(redis.url, LONG_LEASE_MS)
  })
  afterAll(async () => {
    program.remove()
    await redis.remove()
  })

  /** Starts the response `id` on a server and leaves behind its `cut`th event. */
  const startOn = (server: ServerProcess, id: string, cut: number, everyMs: number): Promise<string> =>
    cutAfter(server.port, '/v1/responses', cut, JSON.stringify({ id, count: COUNT, everyMs }))

  /** Resumes behind event `cut`. A log that another process writes may be a moment behind what its client has seen. */
  async function resumeOn(server: ServerProcess, id: string, cut: number): Promise<string> {
    const deadline = performance.now() + 10_000
    for (;;) {
      const reply = await request(server.port, `/v1/responses/${id}?stream=true&starting_after=${cut - 1}`)
      if (reply.status === 200 || performance.now() > deadline) return reply.body
      await wait(10)
    }
  }

  it.each([1, 2, 50, 150, 199])('started on A, resumed on B while A is live, cut behind event %i', async (cut) => {
    const id = newId()
    const seen = await startOn(a, id, cut, 2)
    expect(seen + (await resumeOn(b, id, cut))).toBe(wholeOf(id))
  })

  it('started on A, resumed on B after A ended it, from every event', async () => {
    const id = newId()
    const frames = framesOf(wholeOf(id))
    await startOn(a, id, 1, 0)
    expect(await resumeOn(b, id, 1)).toBe(frames.slice(1).join(''))
    for (let cut = 1; cut <= COUNT; cut++) expect(await resumeOn(b, id, cut)).toBe(frames.slice(cut).join(''))
  })

  it('cut at every event of 200 at once, resumed on B: nothing lost, nothing twice', async () => {
    const cuts = Array.from({ length: COUNT }, (_, index) => index + 1)
    for (let batch = 0; batch < COUNT; batch += 50) {
      await Promise.all(
        cuts.slice(batch, batch + 50).map(async (cut) => {
          const own = `resp_at_${cut}`
          const seen = await startOn(a, own, cut, 1)
          expect(seen + (await resumeOn(b, own, cut))).toBe(wholeOf(own))
        }),
      )
    }
  }, 60_000)

  it('cancelled on B, stopped on A', async () => {
    const id = newId()
    await startOn(a, id, 5, 10)
    const reply = await request(b.port, `/v1/responses/${id}/cancel`, { method: 'POST' })
    expect(JSON.parse(reply.body)).toMatchObject({ id, status: 'cancelled' })
    const text = await resumeOn(a, id, 1)
    expect(text).toContain('event: response.failed')
    expect(framesOf(text).length).toBeLessThan(COUNT / 2)
  })

  it.each([2, 20, 60])('A killed with SIGKILL behind event %i: B ends strictly, after the lease', async (cut) => {
    const id = newId()
    const dying = await program.start(redis.url, LEASE_MS)
    const seen = await startOn(dying, id, cut, 3)
    const following = resumeOn(b, id, cut)
    // What the client has seen is saved by then: a log writes behind its stream, later where the machine is busy.
    await expect.poll(async () => (await request(b.port, `/v1/responses/${id}`)).status, { timeout: 5000 }).toBe(200)
    await wait(100)
    await dying.kill('SIGKILL')
    const before = performance.now()
    const late = await resumeOn(b, id, cut)
    expect(performance.now() - before).toBeLessThan(10 * LEASE_MS)
    expect(await following).toBe(late)
    const whole = seen + late
    expect(checkStream(whole).issues).toEqual([])
    expect(whole).toContain('event: response.failed')
    expect(wholeOf(id).startsWith(seen)).toBe(true)
    const response = await request(b.port, `/v1/responses/${id}`)
    expect(JSON.parse(response.body)).toMatchObject({ id, status: 'failed' })
    expect(await resumeOn(a, id, cut)).toBe(late)
  })

  it('A killed with SIGKILL while nobody reads: the Response has failed', async () => {
    const id = newId()
    const dying = await program.start(redis.url, LEASE_MS)
    await startOn(dying, id, 10, 3)
    await dying.kill('SIGKILL')
    await wait(LEASE_MS * 1.5)
    const response = await request(b.port, `/v1/responses/${id}`)
    expect(JSON.parse(response.body)).toMatchObject({ id, status: 'failed' })
  })
})
