import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS } from '../../packages/cli/src/commands.js'
import { parseArguments } from '../../packages/cli/src/options/parse-arguments.js'
import { ROOT } from './markdown.js'

interface Manifest {
  readonly name: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))

/** Every package of the workspace by its name. */
const WORKSPACE: ReadonlyMap<string, Manifest> = new Map(
  ['packages', 'examples']
    .flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
    .map((folder) => manifestIn(folder))
    .map((manifest) => [manifest.name, manifest]),
)
const PROJECT = manifestIn('')
const KNOWN = { ...PROJECT.dependencies, ...PROJECT.devDependencies }

/** How a command is judged by its arguments: what is wrong with it, else nothing. */
type Judge = (args: readonly string[]) => string | undefined

const fine: Judge = () => undefined

/** Every command that a README may name. */
const JUDGES: Readonly<Record<string, Judge>> = {
  'strict-responses': cli,
  npx,
  pnpm,
  npm: ([verb, ...names]) =>
    verb === 'install' || verb === 'i'
      ? names
          .filter((name) => !name.startsWith('-') && !WORKSPACE.has(name) && !(name in KNOWN))
          .map((name) => `${name} is no package that we know`)[0]
      : `npm ${verb} is not known here`,
  curl,
  // What the reader has; nothing of ours.
  node: fine,
  codex: fine,
  docker: fine,
}

function cli([name = '', ...args]: readonly string[]): string | undefined {
  if (['help', '--help', '--version'].includes(name)) return undefined
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) return `strict-responses has no command ${name}`
  try {
    parseArguments(
      name,
      command,
      args.filter((arg) => arg !== '…'),
    )
  } catch (error) {
    return String(error)
  }
}

function npx(args: readonly string[]): string | undefined {
  const [name = '', ...rest] = args.filter((arg) => arg !== '-y')
  if (name === 'strict-responses' || name === '@strict-responses/cli') return cli(rest)
  return /^pnpm(@\d+)?$/.test(name) ? pnpm(rest) : `npx ${name} is not known here`
}

/** What pnpm does without a script of that name. */
const PNPM_VERBS = new Set(['install', 'add', 'test', 'start'])

function pnpm(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--filter' || arg === '-F')
  const filter = at === -1 ? undefined : args[at + 1]
  const manifest = filter === undefined ? PROJECT : WORKSPACE.get(filter)
  if (!manifest) return `there is no package ${filter}`
  const rest = args.filter((arg, index) => !arg.startsWith('-') && (at === -1 || index !== at + 1))
  const script = rest[0] === 'run' ? rest[1] : rest[0]
  if (script === undefined) return 'pnpm does nothing'
  const known = PNPM_VERBS.has(script) || Object.hasOwn(manifest.scripts ?? {}, script)
  return known || existsSync(join(ROOT, 'node_modules/.bin', script)) ? undefined : `there is no script ${script}`
}

/** Options of curl that are used, and whether a value follows. */
const CURL: Readonly<Record<string, boolean>> = { '-N': false, '-s': false, '-sN': false, '-H': true, '-d': true }

function curl(args: readonly string[]): string | undefined {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!
    if (!arg.startsWith('-')) continue
    if (!Object.hasOwn(CURL, arg)) return `curl ${arg} is not known here`
    if (CURL[arg]) at++
    if (arg === '-d') JSON.parse(args[at] ?? '')
  }
}

/** The words of a line up to its comment: those in quotes are one. */
function words(line: string): string[] {
  const found = line.matchAll(/'([^']*)'|"([^"]*)"|(#.*)|(\S+)/g)
  return [...found].flatMap(([, single, double, comment, bare]) => (comment ? [] : [single ?? double ?? bare ?? '']))
}

const ENDS = new Set(['|', '&&', ';', '||', '&'])

/** The simple commands of a line: what stands between pipes and `&&`, without redirections and variables. */
function simpleCommands(line: string): string[][] {
  const commands: string[][] = [[]]
  let target = false
  for (const word of words(line)) {
    if (ENDS.has(word)) commands.push([])
    else if (word === '>' || word === '<') target = true
    else if (target) target = false
    else if (commands.at(-1)!.length > 0 || !/^[A-Z_]+=/.test(word)) commands.at(-1)!.push(word)
  }
  return commands.filter(({ length }) => length > 0)
}

/** What is wrong with the commands of a shell block. */
export function shellProblems(code: string): string[] {
  const lines = code.replaceAll('\\\n', ' ').split('\n')
  return lines
    .flatMap((line) => simpleCommands(line))
    .flatMap(([name = '', ...args]) => {
      const judge = Object.hasOwn(JUDGES, name) ? JUDGES[name] : undefined
      return (judge ? judge(args) : `nobody knows the command ${name}`) ?? []
    })
}
