import { execFile } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url))

/** Runs a command and gives what it printed; one that ends otherwise than by these exit codes is an error that shows it. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  codes: readonly unknown[] = [0],
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!codes.includes(error ? error.code : 0))
        reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error }))
      else resolve(stdout)
    })
  })
}

/** What a package's build and its tarball are made of; its `dist` is not among it, so that nothing old gets in. */
const SOURCES = [
  'src',
  'bin',
  'inspector',
  'node_modules',
  'package.json',
  'tsconfig.json',
  'README.md',
  'CHANGELOG.md',
]
const SHARED = ['package.json', 'pnpm-workspace.yaml', 'tsconfig.json', 'tsconfig.base.json', 'LICENSE']

interface Manifest {
  readonly name: string
  readonly private?: boolean
}

/** The folders of the packages that are published. */
export const PUBLIC: readonly string[] = readdirSync(join(ROOT, 'packages')).filter((folder) => {
  const path = join(ROOT, 'packages', folder, 'package.json')
  if (!existsSync(path)) return false
  const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'))
  return !manifest.private
})

/** The path of a package's tarball in the folder that `packAll` was given. */
export function tarballOf(folder: string, into: string): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(ROOT, 'packages', folder, 'package.json'), 'utf8'),
  )
  return join(into, `strict-responses-${folder}-${version}.tgz`)
}

/** Builds a copy of the workspace as a release does, from source alone, and packs every public package into a folder. */
export async function packAll(into: string): Promise<void> {
  const stage = join(into, 'workspace')
  for (const folder of PUBLIC) {
    for (const source of SOURCES) {
      const from = join(ROOT, 'packages', folder, source)
      const to = join(stage, 'packages', folder, source)
      if (existsSync(from)) cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    }
  }
  for (const file of SHARED) cpSync(join(ROOT, file), join(stage, file))
  // The packages' own links lead here: `../../../node_modules/.pnpm/…`.
  symlinkSync(join(ROOT, 'node_modules'), join(stage, 'node_modules'))

  const cli = join(stage, 'packages/cli')
  const building = [
    run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b'], stage),
    run(process.execPath, [join(cli, 'node_modules/vite/bin/vite.js'), 'build', 'inspector'], cli),
  ]
  // A build that goes on would write into a folder that is being removed.
  await Promise.allSettled(building)
  await Promise.all(building)
  // npm's own `pack` would leave `workspace:^` in the manifests.
  await run('npx', ['-y', 'pnpm@12', '-r', '--filter', './packages/*', 'pack', '--pack-destination', into], stage)
}
