import { request } from 'node:http'
import { Readable } from 'node:stream'
import type { RouteKind } from './plan.js'

/** Opens the upstream's stream of this number. */
export async function ask(port: number, number: number, route: RouteKind): Promise<Readable> {
  if (route === 'fetch') {
    const { body } = await fetch(`http://127.0.0.1:${port}/${number}`)
    return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
  }
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: `/${number}`, agent: false }, resolve)
      .once('error', reject)
      .end()
  })
}
