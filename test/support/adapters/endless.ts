import { Readable } from 'node:stream'
import { until } from './probe.js'

/** A source without end that says how much it was asked for. */
export interface Endless extends Readable {
  produced: number
}

/** Gives the same chunk for ever, as fast as it is asked for it. */
export function endless(chunk: string | Uint8Array): Endless {
  const source = Object.assign(
    new Readable({
      read() {
        source.produced += chunk.length
        setImmediate(() => source.push(chunk))
      },
    }),
    { produced: 0 },
  )
  return source
}

/** Waits until the source is asked for no more. */
export async function still(source: Endless): Promise<void> {
  let before = -1
  let same = 0
  await until(() => {
    same = before === source.produced && before > 0 ? same + 1 : 0
    before = source.produced
    return same === 10
  }, 10_000)
}
