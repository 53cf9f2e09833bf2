import { CLIENTS, type ClientName } from '@strict-responses/core'
import type { Arguments } from '../options/arguments.js'
import type { OptionSpecs } from '../options/option-spec.js'

const NAMES = Object.keys(CLIENTS) as ClientName[]

/** Which clients are asked about. */
export const CLIENT: OptionSpecs = {
  client: {
    value: 'NAME',
    choices: [...NAMES, 'all'],
    multiple: true,
    help: 'also say how it would break a client: openai-stream, codex, …, all',
  },
}

/** The clients that were named; none where none was asked for. */
export function clientsOf(args: Arguments): readonly ClientName[] {
  const named = args.list('client')
  return NAMES.filter((name) => named.includes(name) || named.includes('all'))
}
