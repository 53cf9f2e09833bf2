import type { Readable } from 'node:stream'

/** How long a backend may take to end a reply of which all is known. */
const PATIENCE_MS = 1000

/** Lets a reply end by itself, so that its connection can be used again; not for long. */
export function letGo(body: Readable): void {
  if (body.destroyed || body.readableEnded) return
  const timer = setTimeout(() => body.destroy(), PATIENCE_MS).unref()
  body.once('close', () => clearTimeout(timer))
  body.removeAllListeners('readable')
  body.resume()
}
