import type { ChildProcess } from 'node:child_process'
import { checkStream } from '@strict-responses/core'
import { reply, SERVER_CORE, start } from './child.js'
import { Client } from './load.js'
import type { RouteArgs } from './routes.js'
import type { Memory, Question } from './server.js'

export const CONNECTIONS = 16

/** A route without us, with us, and with us but without the hot path. */
export const SIDES = { raw: false, on: { hotPath: true }, off: { hotPath: false } } as const
export type Side = keyof typeof SIDES

/** One server under test, with connections to it. */
export class Subject {
  readonly child: ChildProcess
  readonly port: number
  readonly #clients: readonly Client[]

  private constructor(child: ChildProcess, port: number, clients: readonly Client[]) {
    this.child = child
    this.port = port
    this.#clients = clients
  }

  static async start(args: RouteArgs, flags: readonly string[] = []): Promise<Subject> {
    const child = start('server', SERVER_CORE, args, flags)
    const port = await reply<number>(child)
    if (args.ours) await mustBeStrict(port, args)
    const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => Client.open(port)))
    return new Subject(child, port, clients)
  }

  ask(question: 'cpu' | 'flushed'): Promise<number>
  ask(question: 'memory'): Promise<Memory>
  ask(question: Question): Promise<number | Memory> {
    this.child.send(question)
    return reply(this.child)
  }

  /** Fetches `streams` streams over all connections; microseconds of CPU time and of time for one of them. */
  async serve(streams: number): Promise<{ cpu: number; time: number }> {
    let left = streams
    const before = await this.ask('cpu')
    const start = performance.now()
    const worker = async (client: Client): Promise<void> => {
      while (left-- > 0) await client.request()
    }
    await Promise.all(this.#clients.map(worker))
    const time = (performance.now() - start) * 1000
    return { cpu: ((await this.ask('cpu')) - before) / streams, time: time / streams }
  }

  stop(): void {
    this.child.disconnect()
  }
}

async function mustBeStrict(port: number, { route }: RouteArgs): Promise<void> {
  if (route === 'open') return
  const init = { method: 'POST', body: JSON.stringify({ model: 'bench-1', input: 'Hello', stream: true }) }
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`http://127.0.0.1:${port}/v1/responses`, { ...init, headers })
  const { ok, issues } = checkStream(await response.text())
  if (!ok) throw new Error(`the route ${route} sends no strict stream: ${issues[0]?.code}`)
}
