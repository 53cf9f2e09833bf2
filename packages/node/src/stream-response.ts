import { createSourceNormalizer, type Source, tell, type ValueNormalizer } from '@strict-responses/core'
import type { ServerReply } from './http-types.js'
import { intercept, interceptionOf } from './intercept.js'
import { isClosed } from './live.js'
import type { StrictResponsesOptions } from './options.js'
import { SourcePump } from './source-pump.js'
import { readSource } from './source-reader.js'
import { StopReason } from './stop-reason.js'

/**
 * Answers with the stream that a source of your own yields: strings, drafts or events. Behaves as a wrapped route does
 * (heartbeats, `idleTimeout`, `limits`, `streamOf`, `drain`), and is normalized once inside one.
 *
 * Resolves when the reply has closed, whatever became of it: an error of the source is a failed stream, and `onError` gets
 * it. Once nobody wants more of it, `signal` aborts and the iterator's `return()` is called; `next()` is
 * not called while the client does not read.
 *
 * @param res The reply; its status becomes 200. Headers may be set before, but not sent.
 * @param source An async iterable, a Node or Web stream, or `({ signal }) =>` one of them or a promise of it.
 * @param options See `NormalizerOptions`; they win over those of the wrapped route, whose `dialect` does not count here.
 * @throws Rejects with `ERR_HTTP_HEADERS_SENT` where the head has left, with a TypeError for wrong options.
 * @example
 * createServer((req, res) =>
 *   streamResponse(res, async function* ({ signal }) {
 *     yield 'The weather is '
 *     yield { toolCall: { name: 'get_weather', arguments: { city: 'Paris' } } }
 *   }),
 * )
 */
export async function streamResponse(
  res: ServerReply,
  source: Source,
  options: StrictResponsesOptions = {},
): Promise<void> {
  if (isClosed(res)) return abandon(source, interceptionOf(res)?.options ?? options)
  const reply = interceptionOf(res) ?? intercept(res.req, res, options)
  if (!reply.undecided)
    throw Object.assign(new Error('streamResponse was called after the head of the reply had been sent.'), {
      code: 'ERR_HTTP_HEADERS_SENT',
    })
  const closed = new Promise<void>((resolve) => reply.res.once('close', resolve))
  let normalizer: ValueNormalizer | undefined
  reply.generate({ ...reply.options, dialect: undefined, path: '/v1/responses', ...options }, (all) => {
    normalizer = createSourceNormalizer(all)
    return normalizer
  })
  reply.res.removeHeader('content-encoding')
  reply.res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
  const { stream } = reply
  if (stream && normalizer) {
    reply.res.flushHeaders()
    void new SourcePump(reply, stream, normalizer).run(source)
  } else reply.res.end()
  return closed
}

/** Nobody waits for it any more: a stream that was opened already would stay open. */
async function abandon(source: Source, options: StrictResponsesOptions): Promise<void> {
  if (typeof source === 'function') return
  try {
    await readSource(source).stop(new StopReason('client_closed'))
  } catch (error) {
    tell(options, 'onError', error)
  }
}
