import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'

/** Why the tests on a real Redis cannot run here; `undefined` where they can. In CI its absence is a failure. */
export const WITHOUT_REDIS: string | undefined = missing()

function missing(): string | undefined {
  try {
    execFileSync('redis-server', ['--version'])
    return undefined
  } catch {
    const why = 'redis-server is not installed: apt-get install redis-server'
    if (process.env['CI']) throw new Error(why)
    console.warn(`Tests on a real Redis are skipped: ${why}`)
    return why
  }
}

/** A Redis of a test's own. */
export interface RedisServer {
  readonly url: string
  /** Kills it as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
  /** Kills it and removes what it kept. */
  remove(): Promise<void>
}

/** Starts a Redis on a free port; `durable` makes what was acknowledged outlive a crash, else nothing does. */
export async function startRedis(durable = false): Promise<RedisServer> {
  const dir = mkdtempSync(join(tmpdir(), 'strict-responses-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const kept = durable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--save', '', '--appendonly', 'no']
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--loglevel', 'warning', ...kept]
  let running = spawn('redis-server', args, { stdio: 'ignore' })
  await answers(url)
  const kill = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return
    const exited = once(running, 'exit')
    running.kill('SIGKILL')
    await exited
  }
  return {
    url,
    kill,
    async start() {
      running = spawn('redis-server', args, { stdio: 'ignore' })
      await answers(url)
    },
    async remove() {
      await kill()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<void> {
  const client = createClient({ url, socket: { reconnectStrategy: (retries) => (retries < 200 ? 25 : false) } })
  // It is not there yet: connect() goes on trying.
  client.on('error', () => {})
  await client.connect()
  await client.ping()
  client.destroy()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address === 'object' && address) return address.port
  throw new Error('no free port')
}
