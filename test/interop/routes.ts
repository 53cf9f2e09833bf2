import type { IncomingMessage, ServerResponse } from 'node:http'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { CLIENTS } from './clients/index.js'
import type { Fault } from './faults/fault.js'

/** One run of one client: its base URL, and what the route behind it has done so far. */
export interface Visit {
  readonly baseURL: string
  /** Settles when the route has written all it has. */
  readonly served: Promise<void>
  /** Whether the reply never ends. */
  readonly staysOpen: boolean
  /** Cuts what is still open. */
  close(): void
}

export interface Servers {
  /** A visit without the middleware. */
  raw(upstream: Fault): Visit
  /** A visit with it, through each framework in turn. */
  wrapped(upstream: Fault): Visit
  close(): Promise<void>
}

interface Open {
  readonly fault: Fault
  served: () => void
  reply?: ServerResponse
}

/** The routes: `/<visit>/v1/responses` plays the fault of its visit, bare and behind each adapter. */
export async function startServers(): Promise<Servers> {
  const visits = new Map<string, Open>()

  async function route(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url: unknown = Reflect.get(req, 'originalUrl') ?? req.url
    const visit = visits.get(String(url).split('/')[1] ?? '')
    if (!visit) throw new Error(`nobody visits ${String(url)}`)
    visit.reply = res
    play(visit.fault, res)
    setImmediate(visit.served)
  }

  const [plain] = FRAMEWORKS
  const bare = await listen(plain!.app(route, undefined))
  const wrapped = await Promise.all(FRAMEWORKS.map(({ app }) => listen(app(route, {}))))
  // Clients that do not retry are not to meet a connection that is closed for its age, however slow the machine is.
  for (const { server } of [bare, ...wrapped]) server.keepAliveTimeout = 0
  let visited = 0
  let turn = 0

  function visit(server: Running, upstream: Fault): Visit {
    const key = String(visited++)
    const open: Open = { fault: upstream, served: () => {} }
    const served = new Promise<void>((resolve) => {
      open.served = resolve
    })
    visits.set(key, open)
    return {
      baseURL: `http://127.0.0.1:${server.port}/${key}/v1`,
      served,
      // Behind us every reply ends, however long a loaded machine takes for it.
      staysOpen: upstream.ending === 'hold' && server === bare,
      close: () => {
        open.reply?.socket?.destroy()
        visits.delete(key)
      },
    }
  }

  return {
    raw: (upstream) => visit(bare, upstream),
    wrapped: (upstream) => {
      // One step more after each row of clients, so that each of them meets each adapter.
      const next = turn++
      return visit(wrapped[(next + Math.floor(next / CLIENTS.length)) % wrapped.length]!, upstream)
    },
    close: async () => {
      await Promise.all([bare, ...wrapped].map((server) => server.close()))
    },
  }
}

function play({ chunks, contentType, ending }: Fault, res: ServerResponse): void {
  res.writeHead(200, { 'Content-Type': contentType })
  for (const chunk of chunks) res.write(chunk)
  if (ending === 'end') res.end()
  // Later, so that what was written leaves first.
  else if (ending === 'destroy') setTimeout(() => res.destroy(), 20)
  else res.flushHeaders()
}
