import type { RequestListener } from 'node:http'
import type { EventLog } from '@strict-responses/core'
import { resumeResponses as resumeExpress, strictResponses as strictExpress } from '@strict-responses/express'
import { resumeResponses as resumeFastify, strictResponses as strictFastify } from '@strict-responses/fastify'
import { resumeResponses as resumeKoa, strictResponses as strictKoa } from '@strict-responses/koa'
import { resumeResponses, type StrictResponsesOptions, strictResponses } from '@strict-responses/node'
import express from 'express'
import fastify from 'fastify'
import { EXPRESS_VERSIONS } from '../adapters/express-versions.js'
import type { Route } from '../adapters/frameworks.js'
import { KOA_VERSIONS } from '../adapters/koa-versions.js'

/** Options of a server whose responses can be resumed. */
export interface ResumableOptions extends StrictResponsesOptions {
  readonly eventLog: EventLog
  /** Who may read what, by a header of the request. */
  readonly authorize?: (id: string, user: string | undefined) => boolean
}

/** A framework with both middlewares before one route, `POST /v1/responses`. */
export interface Resumable {
  readonly name: string
  readonly app: (route: Route, options: ResumableOptions) => RequestListener
}

const userOf = (headers: NodeJS.Dict<string | string[]>): string | undefined => headers['x-user']?.toString()

function onExpress({ name, make }: (typeof EXPRESS_VERSIONS)[number]): Resumable {
  return {
    name,
    app: (route, { authorize, ...options }) => {
      const app = make()
      const { eventLog } = options
      app.use(resumeExpress({ eventLog, authorize: authorize && ((id, req) => authorize(id, userOf(req.headers))) }))
      app.use(express.json(), strictExpress(options))
      app.post('/v1/responses', (req, res, next) => {
        Promise.resolve()
          .then(() => route(req, res))
          .catch(next)
      })
      return app
    },
  }
}

const onFastify: Resumable = {
  name: 'Fastify 5',
  app: (route, { authorize, ...options }) => {
    const app = fastify({ pluginTimeout: 0 })
    const { eventLog } = options
    app.register(strictFastify, options)
    app.register(resumeFastify, {
      eventLog,
      authorize: authorize && ((id, request) => authorize(id, userOf(request.headers))),
    })
    app.post('/v1/responses', (request, reply) => {
      reply.hijack()
      return route(request.raw, reply.raw)
    })
    return async (req, res) => {
      await app.ready()
      app.routing(req, res)
    }
  },
}

function onKoa({ name, make }: (typeof KOA_VERSIONS)[number]): Resumable {
  return {
    name,
    app: (route, { authorize, ...options }) => {
      const app = make()
      app.silent = true
      const { eventLog } = options
      app.use(strictKoa(options))
      app.use(resumeKoa({ eventLog, authorize: authorize && ((id, ctx) => authorize(id, userOf(ctx.req.headers))) }))
      app.use(async (ctx, next) => {
        if (ctx.method !== 'POST' || ctx.path !== '/v1/responses') return next()
        ctx.respond = false
        ctx.res.statusCode = 200
        return route(ctx.req, ctx.res)
      })
      return app.callback()
    },
  }
}

const plainNode: Resumable = {
  name: 'node:http',
  app: (route, { authorize, ...options }) => {
    const { eventLog } = options
    const resume = resumeResponses({
      eventLog,
      authorize: authorize && ((id, req) => authorize(id, userOf(req.headers))),
    })
    return async (req, res) => {
      if (await resume(req, res)) return
      strictResponses(req, res, options)
      if (req.method === 'POST' && req.url === '/v1/responses') await route(req, res)
      else res.writeHead(404).end()
    }
  },
}

export const RESUMABLE: readonly Resumable[] = [
  ...EXPRESS_VERSIONS.map(onExpress),
  onFastify,
  ...KOA_VERSIONS.map(onKoa),
  plainNode,
]
