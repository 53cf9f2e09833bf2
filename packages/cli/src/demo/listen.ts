import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CannotRun } from '../cannot-run.js'

/** How many ports after the usual one are tried. */
const TRIES = 50

/** A server that listens, and on which port. */
export interface Listening {
  readonly server: Server
  readonly port: number
}

/** Listens on a port of this machine for a command; without one on 3000, or the next that is free. */
export async function listen(app: RequestListener, wanted: number | undefined, command: string): Promise<Listening> {
  const first = wanted ?? 3000
  const last = wanted === undefined ? first + TRIES : first
  for (let port = first; ; port++) {
    const server = createServer(app)
    try {
      await listening(server, port)
      return { server, port: (server.address() as AddressInfo).port }
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'EADDRINUSE' && port < last) continue
      const hint = `Name another port: strict-responses ${command} --port ${first + 1}`
      if (code === 'EADDRINUSE') throw new CannotRun(`port ${port} is in use`, hint)
      throw new CannotRun(`port ${port} may not be used: ${message}`, hint)
    }
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}
