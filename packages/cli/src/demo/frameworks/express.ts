import { strictResponses, strictResponsesErrors } from '@strict-responses/express'
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express'
import { pageFiles } from '../../inspect/page.js'
import { landingPage } from '../landing-page.js'
import { play } from '../play.js'
import { findUpstream } from '../upstreams/find-upstream.js'

/** The routes of Express, at `/raw/…` and `/v1/…`, and the inspector at `/`. */
export function expressApp(page?: string): Express {
  const app = express()
  app.disable('x-powered-by')
  app.get('/', (req, res) => {
    res.type('html').send(landingPage(`http://${req.headers.host ?? 'localhost'}`, page))
  })
  app.use(express.json({ limit: '8mb' }))

  app.route('/raw/responses').get(route).post(route)
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
  await play(findUpstream(req.params['name'] ?? req.query['upstream']), res)
}

/** What too many applications do: the client gets the stack. Behind the middleware it never comes to this. */
const showEverything: ErrorRequestHandler = (error: Error & { readonly status?: number }, _req, res, _next) => {
  if (!res.headersSent) {
    res.status(error.status ?? 500).json({ error: { message: error.message } })
    return
  }
  res.end(`data: ${JSON.stringify({ error: { message: error.stack } })}\n\n`)
}
