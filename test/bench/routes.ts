import { type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import strictExpress from '@strict-responses/express'
import { strictResponses as strictFastify } from '@strict-responses/fastify'
import { createGateway } from '@strict-responses/gateway'
import { strictResponses as strictKoa } from '@strict-responses/koa'
import { type StrictResponsesOptions, strictResponses } from '@strict-responses/node'
import express from 'express'
import fastify from 'fastify'
import Koa from 'koa'
import { compliant } from './inputs.js'

/** What a server of the benchmark is made of. */
export interface RouteArgs {
  readonly route: keyof typeof ROUTES
  /** Options of ours; `false` is the same route without us. */
  readonly ours: StrictResponsesOptions | false
  /** Port of the upstream. */
  readonly upstream: number
  /** Bytes of text that an open stream has sent. */
  readonly textBytes: number
  /** How many of the first replies of a route that writes its own are short. */
  readonly short?: { readonly deltas: number; readonly replies: number }
}

const TYPE = 'text/event-stream'
const PATH = '/v1/responses'

function fromUpstream(port: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', method: 'POST', path: PATH }, resolve).on('error', reject).end()
  })
}

const fail = (error: unknown): never => {
  throw error
}

/** A route of node:http, with us or without. */
function nodeRoute(route: (res: ServerResponse) => void): (args: RouteArgs) => RequestListener {
  return ({ ours }) =>
    (req, res) => {
      if (ours) strictResponses(req, res, ours)
      res.writeHead(200, { 'content-type': TYPE })
      route(res)
    }
}

function writing(perTick: number): (args: RouteArgs) => RequestListener {
  const long = compliant().frames
  return (args) => {
    const short = compliant(args.short?.deltas).frames
    let left = args.short?.replies ?? 0
    return nodeRoute((res) => write(res, left-- > 0 ? short : long, perTick))(args)
  }
}

function write(res: ServerResponse, frames: readonly string[], perTick: number): void {
  let next = 0
  const tick = (): void => {
    let ready = true
    for (const end = next + perTick; next < end && next < frames.length; ) ready = res.write(frames[next++] as string)
    if (next === frames.length) res.end()
    else if (ready) setImmediate(tick)
    else res.once('drain', tick)
  }
  tick()
}

/** How many open streams have handed all of their text to the system. */
export const flushed: { count: number } = { count: 0 }

/** Sends its text and stays open. */
function open(args: RouteArgs): RequestListener {
  const { frames, deltas } = compliant(Math.round(args.textBytes / 4.6))
  const written: string[] = []
  for (let at = 0; at < deltas[1]; at += 4) written.push(frames.slice(at, Math.min(at + 4, deltas[1])).join(''))
  return nodeRoute((res) => {
    const last = written.length - 1
    for (const part of written.slice(0, last)) res.write(part)
    res.write(written[last] as string, () => flushed.count++)
  })(args)
}

export const ROUTES = {
  node:
    ({ ours, upstream }: RouteArgs): RequestListener =>
    (req, res) => {
      if (ours) strictResponses(req, res, ours)
      fromUpstream(upstream).then((source) => {
        res.writeHead(200, { 'content-type': TYPE })
        source.pipe(res)
      }, fail)
    },
  express({ ours, upstream }: RouteArgs): RequestListener {
    const app = express()
    if (ours) app.use(PATH, strictExpress(ours))
    app.post(PATH, async (_req, res) => {
      const source = await fromUpstream(upstream)
      res.status(200).set('content-type', TYPE)
      pipeline(source, res, (error) => error && fail(error))
    })
    return app
  },
  async fastify({ ours, upstream }: RouteArgs): Promise<RequestListener> {
    const app = fastify()
    if (ours) await app.register(strictFastify, ours)
    app.post(PATH, async (_request, reply) => reply.type(TYPE).send(await fromUpstream(upstream)))
    await app.ready()
    return (req, res) => app.routing(req, res)
  },
  koa({ ours, upstream }: RouteArgs): RequestListener {
    const app = new Koa()
    if (ours) app.use(strictKoa(ours))
    app.use(async (ctx) => {
      ctx.type = TYPE
      ctx.body = await fromUpstream(upstream)
    })
    return app.callback()
  },
  gateway({ ours, upstream }: RouteArgs): RequestListener {
    const { hotPath } = ours || {}
    const base = `http://127.0.0.1:${upstream}/v1`
    const { handler } = createGateway({ upstream: base, dialect: 'chat-completions', hotPath })
    return (req, res) => void handler(req, res).catch(fail)
  },
  'one event a tick': writing(1),
  'eight events a tick': writing(8),
  'one burst': writing(Number.POSITIVE_INFINITY),
  open,
}
