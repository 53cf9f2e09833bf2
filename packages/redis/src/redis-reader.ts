import { EventLogError, type LoggedFrames } from '@strict-responses/core'
import type { Connection } from './connection.js'
import { type Entry, framesId, isBehind, type RawEntry, readEntry } from './entries.js'
import type { Follower } from './follower.js'
import { Inbox } from './inbox.js'

/** How many entries a reader fetches at once. */
const PAGE = '64'

/** Where a reader reads. */
export interface ReaderOptions {
  readonly connection: Connection
  readonly follower: Follower
  readonly log: string
  readonly lease: string
  readonly leaseMs: number
}

/** Reads one response: what is there by XRANGE, what comes by the process's one XREAD. */
export async function* readLog(
  options: ReaderOptions,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<LoggedFrames, void, undefined> {
  const { connection, follower, log } = options
  const inbox = new Inbox(signal)
  // The id behind which everything has been read.
  let place = framesId(from - 1)
  let begun = false
  let absent = 0
  try {
    while (!signal.aborted) {
      const page = await connection.send<readonly RawEntry[]>('XRANGE', log, `(${place}`, '+', 'COUNT', PAGE)
      if (page.length === 0) {
        const [kept, alive] = await present(options)
        if (!kept) throw new EventLogError(begun ? 'expired' : 'not_found')
        absent = alive ? 0 : absent + 1
        // Twice: after Redis itself was away, the writer gets the time to say that it lives.
        if (absent > 1) throw new EventLogError('writer_lost')
      }
      begun = true
      inbox.put(page)
      const leave = page.length < Number(PAGE) ? follower.join(log, lastId(page) ?? place, inbox.put) : undefined
      try {
        // Until nothing has come for so long that the writer may be dead, or too much has.
        while (leave ? await inbox.filled(options.leaseMs / 2) : inbox.size > 0) {
          for (const raw of inbox.take()) {
            const id = String(raw[0])
            // Where the others are not as far as the page, its entries come again.
            if (!isBehind(id, place)) continue
            place = id
            absent = 0
            const entry: Entry = readEntry(raw)
            if (entry.kind === 'end') return
            if (entry.kind === 'frames') yield entry.frames
            if (signal.aborted) return
          }
        }
      } finally {
        leave?.()
        inbox.clear()
      }
    }
  } finally {
    inbox.close()
  }
}

const lastId = (page: readonly RawEntry[]): string | undefined => page.at(-1)?.[0].toString()

async function present({ connection, log, lease }: ReaderOptions): Promise<[kept: boolean, alive: boolean]> {
  const [kept, alive] = await Promise.all([
    connection.send<number>('EXISTS', log),
    connection.send<number>('EXISTS', lease),
  ])
  return [kept === 1, alive === 1]
}
