import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGateway, type Gateway } from '@strict-responses/gateway'
import { CannotRun } from '../cannot-run.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import type { ProxyGatewayOptions } from './gateway-options.js'

const PORT = 4000
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0'])

/** A gateway that listens, and where. */
export interface Started {
  readonly gateway: Gateway
  readonly server: Server
  /** E.g. `http://127.0.0.1:4000`. */
  readonly origin: string
}

/** Starts the gateway; throws `CannotRun` where it cannot listen. */
export async function startGateway(options: ProxyGatewayOptions, args: Arguments, env: Io['env']): Promise<Started> {
  const port = args.integer('port') ?? portFrom(env['PORT']) ?? PORT
  const host = args.text('host') ?? '127.0.0.1'
  const { upstream } = options
  if (port !== 0 && LOOPBACK.has(upstream.hostname) && Number(upstream.port) === port)
    throw new CannotRun(
      `--upstream and --port are both ${port}: the proxy would ask itself`,
      `Write --port ${port + 1}`,
    )
  const gateway = createGateway(options)
  try {
    const server = await gateway.listen({ port, host })
    return { gateway, server, origin: originOf(server.address() as AddressInfo) }
  } catch (error) {
    await gateway.close()
    throw cannotListen(error as NodeJS.ErrnoException, port, host)
  }
}

function portFrom(value: string | undefined): number | undefined {
  if (value === undefined || value === '') return undefined
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new CannotRun(`PORT is '${value}'`, 'It must be an integer between 0 and 65535.')
  return Number(value)
}

/** An address that a client on this machine can use: one that stands for all is none. */
function originOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function cannotListen({ code, message }: NodeJS.ErrnoException, port: number, host: string): CannotRun {
  const another = `Name another port: --port ${port < 65_535 ? port + 1 : 0}`
  if (code === 'EADDRINUSE') return new CannotRun(`port ${port} is in use`, another)
  if (code === 'EACCES') return new CannotRun(`port ${port} may not be used: ${message}`, another)
  return new CannotRun(`cannot listen on ${host}: ${message}`, 'Name an address of this machine: --host 127.0.0.1')
}
