import { isUrl, requestUrl } from '../check/request-url.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { inputName, readInput } from '../read-input.js'

/** A stream that can be read again and again. */
export interface StreamToInspect {
  readonly name: string
  /** Reads it anew; rejects with `CannotRun` where that fails. */
  readonly open: () => Promise<AsyncIterable<Uint8Array>>
}

/** Finds what a target names; throws `CannotRun` for a file that is not there. */
export async function streamToInspect(target: string, args: Arguments, io: Io): Promise<StreamToInspect> {
  const name = inputName(target)
  if (isUrl(target)) return { name, open: async () => (await requestUrl(target, args, io)).body }
  if (target === '-') {
    const pieces: Uint8Array[] = []
    for await (const piece of readInput(target, io)) pieces.push(piece)
    return { name, open: async () => each(pieces) }
  }
  const probe = readInput(target, io)
  await probe.next()
  await probe.return()
  return { name, open: async () => readInput(target, io) }
}

async function* each(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* pieces
}
