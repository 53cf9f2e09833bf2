import {
  intercept,
  type ServerReply,
  type ServerRequest,
  type Source,
  type StrictResponsesOptions,
  streamResponse as streamNodeResponse,
} from '@strict-responses/node'
import type { FastifyReply } from 'fastify'
import { requestOptions } from './request-options.js'

/** What is used of a reply, whatever server it belongs to. */
export interface StreamingReply extends Pick<FastifyReply, 'getHeaders'> {
  readonly raw: ServerReply
  readonly request: { readonly raw: ServerRequest }
  hijack(): unknown
}

/**
 * Answers with the stream that a source of your own yields: strings, drafts or events. Works in wrapped routes and in
 * others, and resolves when the reply has closed; an error of the source is a failed stream, and `onError` gets it.
 *
 * @param reply The reply; its status becomes 200. Its headers leave too; the reply is hijacked, so `onSend` hooks do not run.
 * @param source An async iterable, a Node or Web stream, or `({ signal }) =>` one of them or a promise of it.
 * @param options Those of `strictResponses`; here they win.
 * @throws Rejects with `ERR_HTTP_HEADERS_SENT` where the head has left, with a TypeError for wrong options.
 * @example
 * fastify.post('/v1/responses', (request, reply) =>
 *   streamResponse(reply, async function* ({ signal }) {
 *     yield 'The weather is '
 *     yield { toolCall: { name: 'get_weather', arguments: { city: 'Paris' } } }
 *   }),
 * )
 */
export async function streamResponse(
  reply: StreamingReply,
  source: Source,
  options?: StrictResponsesOptions,
): Promise<void> {
  const { raw, request } = reply
  if (!raw.headersSent) {
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  }
  intercept(request.raw, raw, requestOptions(request, options))
  const closed = streamNodeResponse(raw, source, options)
  // Not before the head has left: what is refused until then becomes an ordinary error reply.
  if (raw.headersSent) reply.hijack()
  return closed
}
