import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { streamOf, strictResponses } from '@strict-responses/express'

/** What the conventions call the ends of a response. */
const FINISH = { completed: 'stop', failed: 'error', max_output_tokens: 'length', content_filter: 'content_filter' }

/**
 * `strictResponses(options)` with a span a stream, by the semantic conventions for generative AI:
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans. What neither has a name for begins with `strict_responses.`.
 * No word of the prompt or the answer is recorded.
 */
export function tracedResponses(options = {}) {
  return (req, res, next) => {
    const model = req.body?.model
    // Not before the first request: a tracer that is asked for before the SDK is set up records nothing.
    const span = trace.getTracer('strict-responses-example').startSpan(`chat ${model ?? ''}`.trim(), {
      kind: SpanKind.CLIENT,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': model,
        'gen_ai.request.stream': true,
      },
    })
    const began = performance.now()
    const codes = new Map()
    let begun = false

    const middleware = strictResponses({
      ...options,
      // Comes with every piece that leaves: the first delta is the first token.
      onFrames(first, last, bytes) {
        options.onFrames?.(first, last, bytes)
        if (begun || !Buffer.from(bytes).includes('.delta\n')) return
        begun = true
        span.setAttribute('gen_ai.response.time_to_first_chunk', (performance.now() - began) / 1000)
        span.addEvent('gen_ai.first_token')
      },
      onRepair(repair) {
        options.onRepair?.(repair)
        codes.set(repair.code, (codes.get(repair.code) ?? 0) + 1)
      },
      onError(error) {
        options.onError?.(error)
        if (error instanceof Error) span.recordException(error)
      },
      onEnd(summary) {
        options.onEnd?.(summary)
        const { id, outcome, usage, events, repairs } = summary
        const response = streamOf(res)?.response()
        span.setAttributes({
          'gen_ai.response.id': id,
          'gen_ai.response.model': response?.model,
          'gen_ai.response.finish_reasons': [FINISH[response?.incomplete_details?.reason ?? outcome] ?? outcome],
          'gen_ai.usage.input_tokens': usage?.input_tokens,
          'gen_ai.usage.output_tokens': usage?.output_tokens,
          'strict_responses.outcome': outcome,
          'strict_responses.events': events,
          'strict_responses.repairs': repairs,
        })
        for (const [code, count] of codes) span.addEvent('strict_responses.repair', { code, count })
        if (outcome === 'failed') {
          span.setAttribute('error.type', response?.error?.code ?? '_OTHER')
          span.setStatus({ code: SpanStatusCode.ERROR, message: response?.error?.message })
        }
      },
    })
    // Not in `onEnd`: a reply that was no stream after all ends its span, too.
    res.once('close', () => span.end())
    context.with(trace.setSpan(context.active(), span), () => middleware(req, res, next))
  }
}
