import type { Paint } from '../terminal/paint.js'
import type { ProxyGatewayOptions } from './gateway-options.js'

/** Where the proxy listens, and how to try it. */
export function invitation(
  origin: string,
  { upstream, dialect = 'auto', apiKey }: ProxyGatewayOptions,
  paint: Paint,
): string {
  const key = apiKey === undefined ? ` -H "authorization: Bearer $OPENAI_API_KEY"` : ''
  return `Listening on ${paint('cyan', `${origin}/v1`)}, in front of ${upstream.href} (${dialect}).

Try it:

  curl -N ${origin}/v1/responses -H 'content-type: application/json'${key} -d '{"model":"MODEL","input":"Hi","stream":true}'

Clients: OPENAI_BASE_URL=${origin}/v1

Ctrl-C stops it.
`
}
