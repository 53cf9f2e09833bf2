import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import { ROOT, type Snippet } from './markdown.js'

const run = promisify(execFile)
const bin = (path: string): string => join(ROOT, 'node_modules', path)

/** Inside the project, so that imports find what is installed; ignored by git. */
export const FOLDER: string = join(ROOT, '.cache/readme')

const nameOf = ({ file, line }: Snippet): string => `${file.replaceAll(/[^a-z]+/gi, '-')}-${line}`

/** Builds the packages, as the reader has them, and clears the bench. */
export async function setUp(): Promise<void> {
  await run(process.execPath, [bin('typescript/bin/tsc'), '-b'], { cwd: ROOT })
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
}

/** Writes a snippet as a module that Node runs; its types are dropped. */
export async function moduleOf(snippet: Snippet, code: string): Promise<string> {
  const { code: js } = await transform(code, { loader: 'ts', format: 'esm', target: 'node20' })
  const path = join(FOLDER, `${nameOf(snippet)}.mjs`)
  writeFileSync(path, js)
  return path
}

/** Runs a module to its end and resolves to what it printed. */
export async function runToEnd(path: string): Promise<string> {
  const { stdout } = await run(process.execPath, [path], { timeout: 15_000 })
  return stdout
}

/** A module that is running. */
export interface Running {
  /** What it said on standard error, once it has ended early. */
  readonly failed: Promise<never>
  stop(): Promise<void>
}

/** Starts a module that goes on until it is told to stop. */
export function start(path: string): Running {
  const child = spawn(process.execPath, [path], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const exited = once(child, 'exit')
  const failed = exited.then((): never => {
    throw new Error(`${path} ended early:\n${said}`)
  })
  // Stopping ends it, too; nobody waits for the failure then.
  failed.catch(() => {})
  return {
    failed,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Runs a snippet that is a test, with the Vitest of this project. */
export async function runTest(snippet: Snippet): Promise<void> {
  const name = `${nameOf(snippet)}.test.ts`
  const config = join(FOLDER, 'vitest.config.mjs')
  writeFileSync(join(FOLDER, name), snippet.code)
  writeFileSync(config, `export default { root: ${JSON.stringify(FOLDER)}, test: { include: ['*.test.ts'] } }\n`)
  await run(process.execPath, [bin('vitest/vitest.mjs'), 'run', '--config', config, name], {
    cwd: FOLDER,
    env: { ...process.env, NO_COLOR: '1' },
  })
}

/** What the compiler says of each snippet, with what stands before it: strict for `ts`, as an editor would for `js`. */
export async function typeProblems(
  snippets: readonly Snippet[],
  before: (snippet: Snippet) => string,
): Promise<ReadonlyMap<Snippet, string[]>> {
  const languages = { js: false, ts: true }
  const printed = Object.entries(languages).map(async ([language, strict]) => {
    const ours = snippets.filter((snippet) => snippet.language === language)
    const lines = await compile(
      join(FOLDER, `types-${language}`),
      strict,
      ours.map((snippet) => [nameOf(snippet), `${before(snippet)}\n${snippet.code}\nexport {}\n`]),
    )
    return ours.map((snippet) => [snippet, lines.filter((line) => line.startsWith(`${nameOf(snippet)}.ts`))] as const)
  })
  return new Map((await Promise.all(printed)).flat())
}

/** Compiles modules in a folder of their own; resolves to the compiler's lines. */
async function compile(
  folder: string,
  strict: boolean,
  modules: readonly (readonly [string, string])[],
): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  for (const [name, code] of modules) writeFileSync(join(folder, `${name}.ts`), code)
  const compilerOptions = {
    ...{ strict, noEmit: true, skipLibCheck: true, types: ['node'], lib: ['es2023'] },
    ...{ target: 'es2023', module: 'nodenext', moduleResolution: 'nodenext' },
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const compiler = run(process.execPath, [bin('typescript/bin/tsc'), '-p', folder, '--pretty', 'false'], {
    cwd: folder,
  })
  const { stdout } = await compiler.catch((failed: { readonly stdout: string }) => failed)
  return stdout.split('\n')
}
