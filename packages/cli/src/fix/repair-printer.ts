import type { NormalizerOptions } from '@strict-responses/core'
import type { Io } from '../io.js'
import type { Output } from '../terminal/output.js'
import { painter } from '../terminal/paint.js'
import { printable } from '../terminal/printable.js'

/** Callbacks that print one line for each repair, for what went wrong, and for the end. */
export function repairPrinter(
  stderr: Output,
  io: Io,
): Required<Pick<NormalizerOptions, 'onRepair' | 'onError' | 'onEnd'>> {
  const paint = painter(io.stderr, io.env)
  const print = (line: string): void => {
    // A repair is told in the middle of synchronous work: the lines wait in the stream.
    stderr.write(`${line}\n`).catch(() => undefined)
  }
  return {
    onRepair: ({ sequenceNumber, code, message }) =>
      print(`${String(sequenceNumber ?? '-').padStart(5)}  ${paint('yellow', code)}  ${printable(message)}`),
    onError: (error) =>
      print(`${paint('red', 'error')}  ${printable(error instanceof Error ? error.message : JSON.stringify(error))}`),
    onEnd: ({ outcome, events, repairs, dialect }) =>
      print(paint('dim', `${outcome}: ${events} events, ${repairs} repairs, read as ${dialect}`)),
  }
}
