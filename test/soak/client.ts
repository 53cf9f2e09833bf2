import { type IncomingMessage, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Plan } from './plan.js'

const SLOW_MS = 15
/** Longer than any stream may take. */
const HUNG_MS = 150_000

/** What a client got. */
export interface Got {
  readonly body: string
  /** Whether it read to the end, as HTTP has it. */
  readonly whole: boolean
  readonly hung: boolean
}

/** Asks for stream `number`, and reads it as its plan says. */
export function read(port: number, number: number, plan: Plan): Promise<Got> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: `/v1/${number}/responses`, agent: false }
    const asked = request(options, (res) => {
      const chunks: Buffer[] = []
      let [hung, left] = [false, false]
      const timer = setTimeout(() => {
        hung = true
        res.destroy()
      }, HUNG_MS)
      const leave = (): void => {
        left = true
        res.destroy()
      }
      // A connection that breaks shows in what arrived, and in that it is not whole.
      res.on('error', () => {})
      res.on('close', () => {
        clearTimeout(timer)
        const body = Buffer.concat(chunks).toString()
        resolve({ body, whole: res.complete && !left && !hung, hung })
      })
      void WAYS[plan.client](res, chunks, { ...plan, leave })
    })
    asked.once('error', reject).end()
  })
}

interface Leaving extends Pick<Plan, 'stall' | 'leaveAt'> {
  readonly leave: () => void
}
type Way = (res: IncomingMessage, chunks: Buffer[], leaving: Leaving) => unknown

const WAYS: Readonly<Record<Plan['client'], Way>> = {
  reads: (res, chunks) => res.on('data', (chunk) => chunks.push(chunk)),
  'reads slowly': (res, chunks) =>
    res.on('data', async (chunk) => {
      chunks.push(chunk)
      res.pause()
      await wait(SLOW_MS)
      res.resume()
    }),
  stalls: (res, chunks, { stall }) => {
    res.once('data', async () => {
      res.pause()
      await wait(stall)
      res.resume()
    })
    res.on('data', (chunk) => chunks.push(chunk))
  },
  leaves: (res, chunks, { leave, leaveAt }) => {
    let read = 0
    res.on('data', (chunk) => {
      chunks.push(chunk)
      read += chunk.length
      if (read > leaveAt) leave()
    })
  },
  'never reads': async (_res, _chunks, { leave, stall }) => {
    await wait(stall)
    leave()
  },
}
