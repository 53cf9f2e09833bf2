import { pipeline } from 'node:stream/promises'
import express, { type Express, type Handler } from 'express'
import { pageFiles } from './page.js'
import type { StreamToInspect } from './stream-to-inspect.js'

/** Where the page finds the stream. */
export const STREAM_PATH = 'stream'

/** A server of the inspector and, if there is one, of the stream that it shows. */
export function createInspectApp(stream: StreamToInspect | undefined, page?: string): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(onlyHere)
  app.get(`/${STREAM_PATH}`, async (_req, res) => {
    if (!stream) {
      res.status(404).type('text').send('No stream was named.')
      return
    }
    try {
      const body = await stream.open()
      res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      await pipeline(body, res)
    } catch (error) {
      // Once the head has left, a broken connection is what the page is to show.
      if (res.headersSent) res.destroy()
      else
        res
          .status(502)
          .type('text')
          .send(error instanceof Error ? error.message : String(error))
    }
  })
  app.use(pageFiles(page))
  return app
}

const HERE = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** A name of somebody else's that resolves to this machine must not lead a page of theirs to the file. */
const onlyHere: Handler = (req, res, next) => {
  if (HERE.test(req.headers.host ?? '')) next()
  else res.status(403).type('text').send('Only for this machine: http://127.0.0.1')
}
