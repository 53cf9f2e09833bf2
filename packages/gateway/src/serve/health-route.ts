import type { Route } from './router.js'

/** `GET /healthz`: 503 while the gateway drains, so that balancers send nothing more. */
export const answerHealth: Route = async (_call, exchange, { open }) =>
  exchange.json(open.draining ? 503 : 200, {}, { status: open.draining ? 'draining' : 'ok' })
