import type { RequestListener } from 'node:http'

/** A framework beside Express. */
interface Framework {
  readonly title: string
  readonly load: () => Promise<RequestListener>
}

/** The frameworks beside Express, by what their routes have after `/raw/` and `/v1/`. */
export const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  fastify: { title: 'Fastify', load: async () => (await import('./fastify.js')).fastifyApp() },
  koa: { title: 'Koa', load: async () => (await import('./koa.js')).koaApp() },
}
