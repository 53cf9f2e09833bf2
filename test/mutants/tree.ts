import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Mutant } from './mutant.js'

const exec = promisify(execFile)

/** What became of one run in the copy. */
export interface Outcome {
  readonly ok: boolean
  readonly output: string
}

/** A copy of the sources and the tests, in which they may be broken. */
export class Tree {
  readonly #root: string
  readonly #originals = new Map<string, string>()

  constructor(root: string, from: string) {
    this.#root = root
    rmSync(root, { recursive: true, force: true })
    mkdirSync(root, { recursive: true })
    const skipped = /\/(node_modules|dist|\.cache)$|\.tsbuildinfo$/
    for (const name of ['packages', 'test'])
      cpSync(`${from}${name}`, `${root}${name}`, { recursive: true, filter: (path) => !skipped.test(path) })
    for (const name of [
      'package.json',
      'tsconfig.base.json',
      'tsconfig.json',
      'vitest.config.ts',
      'CONTRIBUTING.md',
      'README.md',
    ])
      cpSync(`${from}${name}`, `${root}${name}`)
    symlinkSync(`${from}node_modules`, `${root}node_modules`)
    for (const name of readdirSync(`${from}packages`)) {
      const modules = `packages/${name}/node_modules`
      if (existsSync(`${from}${modules}`)) symlinkSync(`${from}${modules}`, `${root}${modules}`)
    }
    const shared = `${from}../shared`
    if (existsSync(shared) && !existsSync(`${root}../shared`)) symlinkSync(shared, `${root}../shared`)
  }

  /** Breaks the copy; says what is wrong where the text is not there exactly once. */
  apply({ file, find, replace }: Mutant): string | undefined {
    const path = `${this.#root}packages/core/src/${file}`
    if (!existsSync(path)) return `${file} is gone`
    const source = readFileSync(path, 'utf8')
    const times = source.split(find).length - 1
    if (times !== 1) return `the text stands ${times} times in ${file}`
    this.#originals.set(path, source)
    writeFileSync(
      path,
      source.replace(find, () => replace),
    )
    return undefined
  }

  restore(): void {
    for (const [path, source] of this.#originals) writeFileSync(path, source)
    this.#originals.clear()
  }

  run(command: string, args: readonly string[]): Promise<Outcome> {
    return exec(process.execPath, [`${this.#root}node_modules/${command}`, ...args], {
      cwd: this.#root,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: '1' },
    }).then(
      ({ stdout }) => ({ ok: true, output: stdout }),
      (error: { stdout?: string; stderr?: string }) => ({ ok: false, output: `${error.stdout}${error.stderr}` }),
    )
  }

  read(file: string): string | undefined {
    const path = `${this.#root}${file}`
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined
  }
}
