import type { IncomingMessage, RequestListener } from 'node:http'
import { pipeline } from 'node:stream/promises'
import * as onExpress from '@strict-responses/express'
import * as onFastify from '@strict-responses/fastify'
import * as onKoa from '@strict-responses/koa'
import express from 'express'
import fastify from 'fastify'
import Koa from 'koa'
import { agent } from './agent.js'
import { ask } from './ask-upstream.js'
import { type Plan, planOf } from './plan.js'

/** What the applications have in common. */
export interface Settings {
  readonly seed: number
  readonly pace: number
  /** The port of the upstream. */
  readonly upstream: number
  readonly options: onExpress.StrictResponsesOptions
}

const numberOf = (req: IncomingMessage): number => Number(/^\/v1\/(\d+)\//.exec(req.url ?? '')?.[1])
const planFor = (req: IncomingMessage, { seed, pace }: Settings): Plan => planOf(seed, numberOf(req), pace)

/** The routes of an Express application. */
export function expressApp(settings: Settings): RequestListener {
  const { upstream, options } = settings
  const app = express()
  app.use(onExpress.strictResponses(options))
  app.get('/v1/:number/responses', async (req, res) => {
    const plan = planFor(req, settings)
    if (plan.route === 'streamResponse') return onExpress.streamResponse(res, (source) => agent(plan, source))
    const from = await ask(upstream, numberOf(req), plan.route)
    res.type('text/event-stream')
    if (plan.route === 'fetch') return pipeline(from, res)
    from.pipe(res)
  })
  app.use(onExpress.strictResponsesErrors())
  return app
}

/** The routes of a Fastify application. */
export async function fastifyApp(settings: Settings): Promise<RequestListener> {
  const { upstream, options } = settings
  const app = fastify({ pluginTimeout: 0 })
  await app.register(onFastify.strictResponses, options)
  app.get('/v1/:number/responses', async (request, reply) => {
    const plan = planFor(request.raw, settings)
    if (plan.route === 'streamResponse') return onFastify.streamResponse(reply, (source) => agent(plan, source))
    return reply.type('text/event-stream').send(await ask(upstream, numberOf(request.raw), plan.route))
  })
  await app.ready()
  return (req, res) => app.routing(req, res)
}

/** The routes of a Koa application. */
export function koaApp(settings: Settings): RequestListener {
  const { upstream, options } = settings
  const app = new Koa()
  app.silent = true
  app.use(onKoa.strictResponses(options))
  app.use(async (ctx) => {
    const plan = planFor(ctx.req, settings)
    if (plan.route === 'streamResponse') return onKoa.streamResponse(ctx, (source) => agent(plan, source))
    ctx.type = 'text/event-stream'
    ctx.body = await ask(upstream, numberOf(ctx.req), plan.route)
  })
  return app.callback()
}
