import { parseArgs } from 'node:util'
import { CannotRun } from '../cannot-run.js'
import type { Command } from '../command.js'
import { Arguments } from './arguments.js'
import type { OptionSpec, OptionSpecs } from './option-spec.js'
import { unknown } from './suggest.js'

const HELP: OptionSpecs = { help: { short: 'h', help: 'print this' } }

/** Reads the arguments of a command; throws `CannotRun` for whatever it does not take. */
export function parseArguments(name: string, command: Command, argv: readonly string[]): Arguments {
  const specs: OptionSpecs = { ...command.options, ...HELP }
  const help = `strict-responses help ${name}`
  // Not strict: its own errors would not say what was meant.
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(specs).map(([flag, { value, short }]) => [
        flag,
        { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) } as const,
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const positionals: string[] = []
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined
    if (!spec)
      throw unknown(
        'option',
        token.rawName,
        Object.keys(specs).map((flag) => `--${flag}`),
        help,
      )
    const value = readValue(token.rawName, spec, token.value, token.inlineValue === true, help)
    values.set(token.name, [...(values.get(token.name) ?? []), value])
  }
  if (positionals.length > command.most && !values.has('help'))
    throw new CannotRun(`one argument too many: ${positionals[command.most]}`, `Run ${help} to see what it takes.`)
  return new Arguments(positionals, values)
}

function readValue(raw: string, spec: OptionSpec, value: string | undefined, inline: boolean, help: string): string {
  if (spec.value === undefined) {
    if (value !== undefined) throw new CannotRun(`${raw} takes no value`, `Run ${help} to see what it takes.`)
    return ''
  }
  const looksLikeOption = !inline && value !== undefined && /^-./.test(value)
  if (value === undefined || value === '' || looksLikeOption)
    throw new CannotRun(`${raw} needs a value`, `Write ${raw} ${spec.choices?.join('|') ?? spec.value}.`)
  if (spec.choices && !spec.choices.includes(value))
    throw new CannotRun(`${raw} is '${value}'`, `It may be ${spec.choices.join(', ')}.`)
  if (spec.integer && !isWithin(value, spec.integer))
    throw new CannotRun(`${raw} is '${value}'`, `It must be an integer between ${spec.integer.join(' and ')}.`)
  return value
}

function isWithin(text: string, [least, most]: readonly [number, number]): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most
}
