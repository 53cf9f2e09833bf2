import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/** A server in a process of its own, which can be killed. */
export interface ServerProcess {
  readonly port: number
  kill(signal: NodeJS.Signals): Promise<void>
}

/** What servers are started from. */
export interface ServerProgram {
  start(redisUrl: string, leaseMs: number): Promise<ServerProcess>
  remove(): void
}

const source = (path: string): string => new URL(`../../../${path}`, import.meta.url).pathname

/** Node 20 runs no TypeScript: the program is built once, from source. */
export async function buildServer(): Promise<ServerProgram> {
  const dir = mkdtempSync(join(tmpdir(), 'strict-responses-server-'))
  const file = join(dir, 'server.cjs')
  await build({
    entryPoints: [source('test/support/resume/server.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    alias: Object.fromEntries(
      ['core', 'node', 'express', 'redis'].map((name) => [
        `@strict-responses/${name}`,
        source(`packages/${name}/src/index.ts`),
      ]),
    ),
  })
  const children = new Set<ChildProcess>()
  return {
    async start(redisUrl, leaseMs) {
      const child = spawn(process.execPath, [file, redisUrl, String(leaseMs)], { stdio: ['ignore', 'pipe', 'inherit'] })
      children.add(child)
      const [line] = await once(child.stdout, 'data')
      return {
        port: Number(String(line)),
        async kill(signal) {
          const exited = once(child, 'exit')
          child.kill(signal)
          await exited
          children.delete(child)
        },
      }
    },
    remove() {
      for (const child of children) child.kill('SIGKILL')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
