import { strictResponses, strictResponsesErrors } from '@strict-responses/express'
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express'
import { pageFiles } from '../inspect/page.js'
import { landingPage } from './landing-page.js'
import { play } from './play.js'
import { DEFAULT_UPSTREAM, UPSTREAMS } from './upstreams/upstreams.js'

/** The demo's server: every upstream raw and behind the middleware, and the inspector at `/`. */
export function createApp(page?: string): Express {
  const app = express()
  app.disable('x-powered-by')
  app.get('/', (req, res) => {
    res.type('html').send(landingPage(`http://${req.headers.host ?? 'localhost'}`, page))
  })
  app.use(express.json({ limit: '8mb' }))

  app.route('/raw/:name/responses').get(route).post(route)

  app.use('/v1', strictResponses())
  app.route('/v1/responses').get(route).post(route)
  app.route('/v1/:name/responses').get(route).post(route)
  app.use('/v1', strictResponsesErrors())

  app.use(pageFiles(page))
  app.use((req, res) => {
    res.status(404).json({ error: { message: `There is no route ${req.method} ${req.path}; / lists them.` } })
  })
  app.use(showEverything)
  return app
}

async function route(req: Request, res: Response): Promise<void> {
  const name = String(req.params['name'] ?? req.query['upstream'] ?? DEFAULT_UPSTREAM)
  const upstream = Object.hasOwn(UPSTREAMS, name) ? UPSTREAMS[name] : undefined
  if (upstream) return play(upstream, res)
  const known = Object.keys(UPSTREAMS).join(', ')
  res.status(404).json({ error: { message: `There is no upstream '${name}'; there are ${known}.` } })
}

/** What too many applications do: the client gets the stack. Behind the middleware it never comes to this. */
const showEverything: ErrorRequestHandler = (error: Error & { readonly status?: number }, _req, res, _next) => {
  if (!res.headersSent) {
    res.status(error.status ?? 500).json({ error: { message: error.message } })
    return
  }
  res.end(`data: ${JSON.stringify({ error: { message: error.stack } })}\n\n`)
}
