import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { expressApp } from './frameworks/express.js'
import { FRAMEWORKS } from './frameworks/frameworks.js'

/** The demo's server: every upstream raw and behind the middleware, on each framework, and the inspector at `/`. */
export function createApp(page?: string): RequestListener {
  const express = expressApp(page)
  const loaded = new Map<string, Promise<RequestListener>>()

  /** A framework starts with the first request for it. */
  async function other(name: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const loading = loaded.get(name) ?? FRAMEWORKS[name]!.load()
    loaded.set(name, loading)
    const listener = await loading
    listener(req, res)
  }

  return (req, res) => {
    const name = /^\/(?:raw|v1)\/(\w+)\//.exec(req.url ?? '')?.[1] ?? ''
    if (Object.hasOwn(FRAMEWORKS, name)) void other(name, req, res)
    else express(req, res)
  }
}
