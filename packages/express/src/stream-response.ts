import type { ServerResponse } from 'node:http'
import type { Source } from '@strict-responses/core'
import { intercept, type StrictResponsesOptions, streamResponse as streamNodeResponse } from '@strict-responses/node'
import { guardSocket } from './socket-guard.js'

/**
 * Answers with the stream that a source of your own yields: strings, drafts or events. Works in wrapped routes and in
 * others, and resolves when the reply has closed; an error of the source is a failed stream, and `onError` gets it.
 *
 * @param res The reply; its status becomes 200. Headers may be set before, but not sent.
 * @param source An async iterable, a Node or Web stream, or `({ signal }) =>` one of them or a promise of it.
 * @param options Those of `strictResponses`; here they win.
 * @throws Rejects with `ERR_HTTP_HEADERS_SENT` where the head has left, with a TypeError for wrong options.
 * @example
 * app.post('/v1/responses', (req, res) =>
 *   streamResponse(res, async function* ({ signal }) {
 *     yield 'The weather is '
 *     yield { toolCall: { name: 'get_weather', arguments: { city: 'Paris' } } }
 *   }),
 * )
 */
export function streamResponse(res: ServerResponse, source: Source, options?: StrictResponsesOptions): Promise<void> {
  intercept(res.req, res, options, guardSocket)
  return streamNodeResponse(res, source, options)
}
