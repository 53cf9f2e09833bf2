import { type EventLog, EventLogError, memoryEventLog, resumeStream } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { batch, finalResponse, tailOf, textOf, wordEvents } from '../support/resume/frames.js'
import { eventLogSuite } from './event-log-suite.js'

eventLogSuite('memoryEventLog', ({ leaseMs }) => {
  const log = memoryEventLog({ leaseMs })
  return { log, other: log, close: () => {} }
})

const EVENTS = wordEvents(['Hello'])

async function write(log: ReturnType<typeof memoryEventLog>, id: string, ends = true): Promise<void> {
  const writer = await log.open(id)
  await writer?.append(batch(EVENTS))
  if (ends) await writer?.end(finalResponse(EVENTS))
}

describe('the bounds of memoryEventLog', () => {
  it('drops the oldest that has ended for one too many, then the oldest', async () => {
    const log = memoryEventLog({ streams: 2 })
    await write(log, 'resp_1', false)
    await write(log, 'resp_2')
    await write(log, 'resp_3', false)
    expect([await log.get('resp_1'), await log.get('resp_2')].map(Boolean)).toEqual([true, false])
    await write(log, 'resp_4', false)
    expect([await log.get('resp_1'), await log.get('resp_3')].map(Boolean)).toEqual([false, true])
  })

  it('drops the oldest for bytes too many, and the one that alone is too large', async () => {
    const size = batch(EVENTS).bytes.length
    const log = memoryEventLog({ bytes: size * 3.9 })
    await write(log, 'resp_1')
    await write(log, 'resp_2')
    await write(log, 'resp_3')
    expect([await log.get('resp_1'), await log.get('resp_3')].map(Boolean)).toEqual([false, true])
    const tiny = memoryEventLog({ bytes: size / 2 })
    await expect(write(tiny, 'resp_1')).rejects.toMatchObject({ code: 'lost' })
  })

  it('drops what has not been written for too long', async () => {
    let now = 0
    const log = memoryEventLog({ ageMs: 1000, now: () => now })
    await write(log, 'resp_1')
    now = 999
    expect(await log.get('resp_1')).toBeDefined()
    now = 1000
    expect(await log.get('resp_1')).toBeUndefined()
    await expect(textOf(resumeStream(log, 'resp_1'))).rejects.toThrow(EventLogError)
  })

  it('ends a stream strictly for whoever reads it when it is dropped', async () => {
    const log = memoryEventLog({ streams: 1 })
    const writer = await log.open('resp_1')
    await writer?.append(batch(EVENTS.slice(0, 5)))
    const text = textOf(resumeStream(log, 'resp_1'))
    await new Promise(setImmediate)
    await write(log, 'resp_2')
    expect(await text).toContain('event: response.failed')
  })

  it.each([{ streams: 0 }, { bytes: -1 }, { ageMs: Number.NaN }, { leaseMs: '1' as never }])(
    'refuses %o',
    (options) => {
      expect(() => memoryEventLog(options)).toThrow(TypeError)
    },
  )

  it('has no timer of its own', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const log = memoryEventLog()
    await write(log, 'resp_1', false)
    const stop = new AbortController()
    const text = textOf(resumeStream(log, 'resp_1', { signal: stop.signal }))
    await new Promise(setImmediate)
    expect(timers()).toBe(before + 1)
    stop.abort()
    await text
    expect(timers()).toBe(before)
  })
})

describe('a log that breaks while it is read', () => {
  const breaking = (written: number): EventLog => ({
    ...memoryEventLog(),
    async *read() {
      yield batch(EVENTS.slice(0, written))
      throw new EventLogError('unavailable')
    },
  })

  it('ends the stream as failed before its last event, and adds nothing behind it', async () => {
    const errors: unknown[] = []
    const read = (written: number): Promise<string> =>
      textOf(resumeStream(breaking(written), 'resp_strict', { onError: (error) => errors.push(error) }))
    const cut = await read(5)
    expect(cut.match(/^event: .*$/gm)?.slice(-2)).toEqual(['event: error', 'event: response.failed'])
    expect(await read(EVENTS.length)).toBe(tailOf(EVENTS, -1))
    expect(errors).toHaveLength(2)
  })
})
