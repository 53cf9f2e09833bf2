import type { Client, ClientResult } from './clients/client.js'
import { CLIENTS } from './clients/index.js'
import type { Fault } from './faults/fault.js'
import type { Servers } from './routes.js'
import { visitWith } from './run.js'

/** One client at one fault: what it made of the raw stream and of the strict one. */
export interface Cell {
  readonly client: string
  readonly before: ClientResult | undefined
  readonly after: ClientResult | undefined
}

/** A row of the matrix: every client, side by side. */
export const rowOf = (servers: Servers, fault: Fault, tools?: readonly string[]): Promise<Cell[]> =>
  Promise.all(CLIENTS.map((client) => cellOf(servers, fault, client, tools)))

async function cellOf(servers: Servers, fault: Fault, client: Client, tools?: readonly string[]): Promise<Cell> {
  const [before, after] = await Promise.all([
    visitWith(client, servers.raw(fault), tools),
    visitWith(client, servers.wrapped(fault), tools),
  ])
  return { client: client.name, before, after }
}
