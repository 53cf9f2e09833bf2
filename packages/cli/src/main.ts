import { CannotRun } from './cannot-run.js'
import type { Command } from './command.js'
import { COMMANDS } from './commands.js'
import { EXIT } from './exit.js'
import { commandHelp, help } from './help.js'
import { type Io, processIo } from './io.js'
import { parseArguments } from './options/parse-arguments.js'
import { unknown } from './options/suggest.js'
import { Output } from './terminal/output.js'
import { painter } from './terminal/paint.js'
import { version } from './version.js'

/**
 * Runs one command line and resolves to its exit code.
 *
 * @example
 * process.exitCode = await main(process.argv.slice(2))
 */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  const stdout = new Output(io.stdout)
  const stderr = new Output(io.stderr)
  const [first, ...rest] = argv
  const at = first !== undefined && Object.hasOwn(COMMANDS, first) ? first : undefined
  try {
    if (first === undefined) {
      await stderr.write(help())
      return EXIT.cannotRun
    }
    if (at !== undefined) return await runCommand(at, COMMANDS[at] as Command, rest, io, stdout)
    const answer = ANSWERS[first]
    if (!answer) throw unknown(first.startsWith('-') ? 'option' : 'command', first, NAMES, 'strict-responses --help')
    await stdout.write(answer(rest))
    return EXIT.ok
  } catch (error) {
    const paint = painter(io.stderr, io.env)
    const name = at === undefined ? 'strict-responses' : `strict-responses ${at}`
    const message = error instanceof Error ? error.message.replace(/^strict-responses: /, '') : String(error)
    const hint = error instanceof CannotRun && error.hint !== undefined ? `\n  ${error.hint}` : ''
    await stderr.write(`${paint('red', `${name}:`)} ${message}${hint}\n`)
    return EXIT.cannotRun
  }
}

async function runCommand(name: string, command: Command, rest: string[], io: Io, stdout: Output): Promise<number> {
  const args = parseArguments(name, command, rest)
  if (!args.flag('help')) return command.run(args, io)
  await stdout.write(commandHelp(name, command))
  return EXIT.ok
}

function helpFor([name]: readonly string[]): string {
  if (name === undefined) return help()
  if (!Object.hasOwn(COMMANDS, name)) throw unknown('command', name, NAMES, 'strict-responses --help')
  return commandHelp(name, COMMANDS[name] as Command)
}

/** What is answered without a command. */
const ANSWERS: Readonly<Record<string, (rest: readonly string[]) => string>> = Object.assign(Object.create(null), {
  help: helpFor,
  '--help': helpFor,
  '-h': helpFor,
  version: () => `${version()}\n`,
  '--version': () => `${version()}\n`,
  '-V': () => `${version()}\n`,
})

const NAMES = [...Object.keys(COMMANDS), 'help', '--help', '--version']
