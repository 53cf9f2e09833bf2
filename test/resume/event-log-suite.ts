import {
  cancelResponse,
  checkStream,
  currentResponse,
  type EventLog,
  EventLogError,
  type EventLogWriter,
  resumeStream,
} from '@strict-responses/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until, wait } from '../support/adapters/probe.js'
import { loopTime } from '../support/loop-time.js'
import { batch, batches, countedEvents, finalResponse, tailOf, textOf, wordEvents } from '../support/resume/frames.js'

/** A log under test, and a second view of it: another process's, where it can have one. */
export interface LogUnderTest {
  readonly log: EventLog
  readonly other: EventLog
  close(): Promise<void> | void
}

/** How a log is made; each test gets a new one. */
export type MakeLog = (options: { readonly leaseMs: number }) => Promise<LogUnderTest> | LogUnderTest

const EVENTS = wordEvents(['Hel', 'lo ', 'wörld'])
const LEASE_MS = 400

const codeOf = async (work: AsyncIterator<unknown> | Promise<unknown>): Promise<unknown> => {
  try {
    await ('next' in work ? work.next() : work)
    return undefined
  } catch (error) {
    return error instanceof EventLogError ? error.code : error
  }
}

/** What every event log does. */
export function eventLogSuite(name: string, make: MakeLog): void {
  describe(name, () => {
    let made: LogUnderTest
    let log: EventLog
    let other: EventLog
    let leases: NodeJS.Timeout[] = []

    beforeEach(async () => {
      made = await make({ leaseMs: LEASE_MS })
      log = made.log
      other = made.other
    })
    afterEach(async () => {
      for (const lease of leases) clearInterval(lease)
      leases = []
      await made.close()
    })

    /** A writer that lives. */
    async function write(id: string, request?: Record<string, unknown>): Promise<EventLogWriter> {
      const writer = await log.open(id, { request })
      if (!writer) throw new Error('not opened')
      leases.push(setInterval(() => void writer.renew(), LEASE_MS / 4))
      return writer
    }

    async function writeWhole(id: string, sizes = [1, 3, 2]): Promise<void> {
      const writer = await write(id, { model: 'm', input: 'Hi' })
      for (const frames of batches(EVENTS, sizes)) await writer.append(frames)
      await writer.end(finalResponse(EVENTS))
    }

    it('gives back every byte, from every event on, however the frames came', async () => {
      for (const sizes of [[1], [100], [1, 3, 2]]) {
        const id = `resp_${sizes.join('_')}`
        await writeWhole(id, sizes)
        for (let after = -1; after < EVENTS.length; after++) {
          expect(await textOf(resumeStream(other, id, { startingAfter: after }))).toBe(tailOf(EVENTS, after))
        }
      }
    })

    it('follows a writer live, from whatever event, and ends with it', async () => {
      const events = countedEvents(60)
      const writer = await write('resp_live')
      const readers: Promise<string>[] = []
      for (const frames of batches(events, [1, 2])) {
        await writer.append(frames)
        readers.push(textOf(resumeStream(other, 'resp_live', { startingAfter: frames.first })))
      }
      await writer.end(finalResponse(events))
      const texts = await Promise.all(readers)
      const firsts = batches(events, [1, 2]).map((frames) => frames.first)
      expect(texts).toEqual(firsts.map((first) => tailOf(events, first)))
    })

    it('gives a reader what is written while it waits, at once', async () => {
      const writer = await write('resp_wait')
      await writer.append(batch(EVENTS.slice(0, 4)))
      const reading = resumeStream(other, 'resp_wait', { startingAfter: 3 })
      const next = reading.next()
      await wait(50)
      const before = loopTime()
      await writer.append(batch(EVENTS.slice(4, 5)))
      expect(Buffer.from((await next).value as Uint8Array).toString()).toContain('"delta":"Hel"')
      expect(loopTime() - before).toBeLessThan(300)
      await reading.return()
    })

    it('lets many read one stream', async () => {
      const events = countedEvents(40)
      const writer = await write('resp_many')
      const texts = Array.from({ length: 100 }, () => textOf(resumeStream(other, 'resp_many')))
      for (const frames of batches(events, [1])) await writer.append(frames)
      await writer.end(finalResponse(events))
      expect(new Set(await Promise.all(texts))).toEqual(new Set([tailOf(events, -1)]))
    })

    it('waits for an event that it does not have yet', async () => {
      const writer = await write('resp_ahead')
      await writer.append(batch(EVENTS.slice(0, 2)))
      const text = textOf(resumeStream(other, 'resp_ahead', { startingAfter: 5 }))
      for (const frames of batches(EVENTS.slice(2), [3])) await writer.append(frames)
      await writer.end(finalResponse(EVENTS))
      expect(await text).toBe(tailOf(EVENTS, 5))
    })

    it('ends a reading whose signal aborts, and leaves nothing behind', async () => {
      const writer = await write('resp_leave')
      await writer.append(batch(EVENTS.slice(0, 2)))
      const stop = new AbortController()
      const text = textOf(resumeStream(other, 'resp_leave', { signal: stop.signal }))
      await wait(30)
      stop.abort()
      expect(await text).toBe(
        EVENTS.slice(0, 2)
          .map((event) => tailOf([event], -1).replace('data: [DONE]\n\n', ''))
          .join(''),
      )
    })

    it('knows the request, the Response as it stands and as it ended', async () => {
      const writer = await write('resp_state', { model: 'm', input: 'Hi' })
      expect(await other.get('resp_state')).toEqual({
        ...{ request: { model: 'm', input: 'Hi' }, response: undefined },
        ...{ first: 0, last: -1, writing: true },
      })
      for (const frames of batches(EVENTS.slice(0, 6), [4])) await writer.append(frames)
      const current = await currentResponse(other, 'resp_state')
      expect(current).toMatchObject({ id: 'resp_strict', status: 'in_progress' })
      expect(JSON.stringify(current?.['output'])).toContain('"text":"Hello "')
      await writer.append(batch(EVENTS.slice(6)))
      await writer.end(finalResponse(EVENTS))
      expect(await other.get('resp_state')).toEqual({
        ...{ request: { model: 'm', input: 'Hi' }, response: finalResponse(EVENTS) },
        ...{ first: 0, last: EVENTS.length - 1, writing: false },
      })
      expect(await currentResponse(other, 'resp_state')).toEqual(finalResponse(EVENTS))
    })

    it('knows no response that was never opened', async () => {
      expect(await other.get('resp_unknown')).toBeUndefined()
      expect(await currentResponse(other, 'resp_unknown')).toBeUndefined()
      expect(await other.cancel('resp_unknown')).toBe(false)
      expect(await codeOf(resumeStream(other, 'resp_unknown'))).toBe('not_found')
    })

    it('opens an id once, whoever asks', async () => {
      await writeWhole('resp_once')
      expect(await log.open('resp_once')).toBeUndefined()
      expect(await other.open('resp_once')).toBeUndefined()
      expect(await textOf(resumeStream(other, 'resp_once'))).toBe(tailOf(EVENTS, -1))
    })

    it('keeps nothing behind the end', async () => {
      const writer = await write('resp_over')
      await writer.append(batch(EVENTS))
      await writer.end(finalResponse(EVENTS))
      expect(await codeOf(writer.append({ ...batch(EVENTS.slice(0, 1)), first: 50, last: 60 }))).toBe('lost')
      expect(await textOf(resumeStream(other, 'resp_over'))).toBe(tailOf(EVENTS, -1))
    })

    it('tells the writer of a cancellation, from wherever it comes', async () => {
      const writer = await write('resp_cancel')
      await writer.append(batch(EVENTS.slice(0, 5)))
      expect(writer.cancelled.aborted).toBe(false)
      writer.cancelled.addEventListener('abort', async () => {
        await writer.append(batch(EVENTS.slice(5)))
        await writer.end({ ...finalResponse(EVENTS), status: 'cancelled' })
      })
      expect(await cancelResponse(other, 'resp_cancel')).toMatchObject({ status: 'cancelled' })
      expect(await other.cancel('resp_cancel')).toBe(false)
      expect(await cancelResponse(other, 'resp_cancel')).toMatchObject({ status: 'cancelled' })
    })

    it('cancels one response and no other', async () => {
      const [one, two] = [await write('resp_one'), await write('resp_two')]
      expect(await other.cancel('resp_one')).toBe(true)
      await until(() => one.cancelled.aborted)
      expect(two.cancelled.aborted).toBe(false)
    })

    it.each([
      ['before its first event', 0],
      ['in the middle of a word', 5],
    ])('ends strictly for all readers when the writer dies %s', async (_when, written) => {
      const writer = await log.open('resp_dead')
      if (written > 0) await writer?.append(batch(EVENTS.slice(0, written)))
      const texts = await Promise.all([
        ...[0, 1, 2].map(() => textOf(resumeStream(other, 'resp_dead'))),
        textOf(resumeStream(log, 'resp_dead')),
      ])
      const [text = ''] = texts
      expect(new Set(texts).size).toBe(1)
      expect(checkStream(text).issues).toEqual([])
      expect(text).toContain('event: response.failed')
      expect(text).toContain('the server that made it has stopped')
      expect(
        text.startsWith(
          EVENTS.slice(0, written)
            .map((event) => tailOf([event], -1).split('data: [DONE]')[0])
            .join(''),
        ),
      ).toBe(true)
      expect(await currentResponse(other, 'resp_dead')).toMatchObject({ status: 'failed' })
      expect(await codeOf(writer?.append(batch(EVENTS.slice(written, written + 1))) ?? Promise.resolve())).toBe('lost')
      expect(await textOf(resumeStream(other, 'resp_dead'))).toBe(text)
    })

    it('adds nothing where the writer dies behind its last event', async () => {
      const writer = await log.open('resp_last')
      await writer?.append(batch(EVENTS))
      const following = [0, 1, 2].map(() => textOf(resumeStream(other, 'resp_last')))
      await wait(LEASE_MS * 1.2)
      const later = [-1, EVENTS.length - 2].map((startingAfter) =>
        textOf(resumeStream(log, 'resp_last', { startingAfter })),
      )
      const whole = tailOf(EVENTS, -1)
      expect(await Promise.all(following)).toEqual([whole, whole, whole])
      expect(await Promise.all(later)).toEqual([whole, tailOf(EVENTS, EVENTS.length - 2)])
      expect(await currentResponse(other, 'resp_last')).toMatchObject({ status: 'completed' })
      expect(await other.get('resp_last')).toMatchObject({ last: EVENTS.length - 1, writing: false })
    })

    it('says that a response has failed, once its writer has died', async () => {
      const writer = await log.open('resp_polled')
      await writer?.append(batch(EVENTS.slice(0, 5)))
      expect(await currentResponse(other, 'resp_polled')).toMatchObject({ status: 'in_progress' })
      await wait(LEASE_MS * 1.2)
      expect(await currentResponse(other, 'resp_polled')).toMatchObject({ status: 'failed' })
    })

    it('ends strictly for a reader who has seen more than the dead writer could save', async () => {
      const writer = await log.open('resp_short')
      await writer?.append(batch(EVENTS.slice(0, 5)))
      const text = await textOf(resumeStream(other, 'resp_short', { startingAfter: 7 }))
      expect(text.match(/"sequence_number":\d+/g)).toEqual(['"sequence_number":8', '"sequence_number":9'])
      expect(text).toContain('event: response.failed')
      expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    })

    it('does not take a writer for dead that only is silent', async () => {
      const writer = await write('resp_silent')
      await writer.append(batch(EVENTS.slice(0, 5)))
      const text = textOf(resumeStream(other, 'resp_silent'))
      await wait(LEASE_MS * 2.5)
      await writer.append(batch(EVENTS.slice(5)))
      await writer.end(finalResponse(EVENTS))
      expect(await text).toBe(tailOf(EVENTS, -1))
    })

    it('seals only behind the last event', async () => {
      const writer = await log.open('resp_seal')
      await writer?.append(batch(EVENTS.slice(0, 5)))
      await wait(LEASE_MS * 1.2)
      const rest = batch(EVENTS.slice(5))
      expect(await other.seal('resp_seal', { ...rest, first: 4 }, finalResponse(EVENTS))).toBe(false)
      expect(await other.seal('resp_seal', { ...rest, first: 6 }, finalResponse(EVENTS))).toBe(false)
      expect(await other.seal('resp_seal', rest, finalResponse(EVENTS))).toBe(true)
      expect(await other.seal('resp_seal', rest, finalResponse(EVENTS))).toBe(false)
      expect(await textOf(resumeStream(other, 'resp_seal'))).toBe(tailOf(EVENTS, -1))
    })
  })
}
