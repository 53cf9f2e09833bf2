import { styleText } from 'node:util'
import type { Io, Terminal } from '../io.js'

/** Puts a colour on a text. */
export type Paint = (format: Format, text: string) => string
type Format = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold'

const plain: Paint = (_, text) => text

/** Colours where a person reads them: on a terminal, unless NO_COLOR says no; FORCE_COLOR says yes. */
export function painter(terminal: Terminal, env: Io['env']): Paint {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0'
  const wanted = forced || (terminal.isTTY === true && env['TERM'] !== 'dumb')
  // It would look at standard output again, whichever stream this is.
  return wanted && !env['NO_COLOR'] ? (format, text) => styleText(format, text, { validateStream: false }) : plain
}
