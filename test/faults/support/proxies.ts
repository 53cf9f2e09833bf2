import { request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Route } from '../../support/adapters/frameworks.js'

/** A way in which people pass on an upstream's stream. */
export interface ProxyRoute {
  readonly name: string
  readonly to: (port: number) => Route
}

export const PROXIES: readonly ProxyRoute[] = [
  {
    name: 'http.request and pipe',
    to: (port) => (_req, res) =>
      new Promise((resolve, reject) => {
        const asked = request({ port, host: '127.0.0.1', agent: false }, (upstream) => {
          res.writeHead(upstream.statusCode ?? 502, pick(upstream.headers))
          resolve(upstream.pipe(res))
        })
        asked.once('error', reject).end()
      }),
  },
  {
    name: 'fetch and pipeline',
    to: (port) => async (_req, res) => {
      const upstream = await fetch(`http://127.0.0.1:${port}/`)
      res.writeHead(upstream.status, { 'Content-Type': upstream.headers.get('content-type') ?? 'text/plain' })
      await pipeline(Readable.fromWeb(upstream.body as never), res)
    },
  },
]

const PASSED = ['content-type', 'content-encoding']

const pick = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(PASSED.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])))
