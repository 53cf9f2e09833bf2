import { createNormalizer } from '@strict-responses/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientResult } from './clients/client.js'
import { CLIENTS } from './clients/index.js'
import { CUTTABLE, type Cuttable, cutsOf, isSettled } from './faults/cuts.js'
import type { Call } from './faults/fault.js'
import { type Servers, startServers } from './routes.js'
import { visitWith } from './run.js'

let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})
afterAll(() => servers.close())

const parsed = (text: string): string => JSON.stringify(JSON.parse(text))

/** A call that was made with all of its arguments, as sent or parsed and written again. */
const isWhole = ({ calls }: Cuttable, { name, arguments: text }: Call): boolean =>
  calls.some((call) => call.name === name && (call.arguments === text || parsed(call.arguments) === text))

/** What a client must not do with a call that was cut. */
function wrongs(stream: Cuttable, result: ClientResult | undefined): string[] {
  if (!result) return ['hung']
  const broken = [...result.calls, ...result.ran].filter((call) => !isWhole(stream, call))
  const silent = result.error === undefined && result.finish !== 'error'
  return [...broken.map((call) => `took ${call.name}(${call.arguments})`), ...(silent ? ['looks like success'] : [])]
}

describe('a tool call cut at any byte of its arguments', () => {
  it.for(CLIENTS.map((client) => [client.name, client] as const))(
    '%s never takes it for a call',
    { timeout: 60_000 },
    async ([, client]) => {
      const cuts = CUTTABLE.flatMap((stream) => cutsOf(stream).map((fault) => ({ stream, fault })))
      const found: string[] = []
      await inParallel(8, cuts, async ({ stream, fault }) => {
        const result = await visitWith(client, servers.wrapped(fault))
        found.push(...wrongs(stream, result).map((wrong) => `${fault.name}: ${wrong}`))
      })
      expect(found).toEqual([])
    },
  )

  it('is no whole call wherever in a frame it is cut', () => {
    for (const stream of CUTTABLE) {
      for (const [prefix, frame] of someFrames(stream)) {
        for (let at = 0; at < frame.length; at++) {
          const bytes = Buffer.concat([prefix, frame.subarray(0, at)])
          const normalizer = createNormalizer({ path: '/v1/responses' })
          normalizer.push(bytes)
          normalizer.end()
          const where = `${stream.name} at byte ${bytes.length}`
          if (!isSettled(bytes.toString())) expect(normalizer.outcome, where).toBe('failed')
          expect(wrongOutput(stream, normalizer.response()), where).toEqual([])
        }
      }
    }
  })
})

/** Every seventh frame, and all bytes before it. */
const someFrames = ({ frames, from }: Cuttable): (readonly [prefix: Buffer, frame: Buffer])[] =>
  frames
    .slice(0, -1)
    .flatMap((frame, i) =>
      i >= from && i % 7 === 2 ? [[Buffer.from(frames.slice(0, i).join('')), Buffer.from(frame)] as const] : [],
    )

/** Calls in the output that look good and are not. */
function wrongOutput(stream: Cuttable, response: object): unknown[] {
  const { output } = response as { readonly output: readonly (Call & { readonly status: string })[] }
  return output.filter((item) => item.status !== 'incomplete' && !isWhole(stream, item))
}

async function inParallel<T>(width: number, jobs: readonly T[], work: (job: T) => Promise<void>): Promise<void> {
  const queue = [...jobs]
  const worker = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await work(job)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
