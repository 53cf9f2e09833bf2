import type { CreateDialect, DialectReader, DraftSink } from './dialect.js'

/**
 * Plain text: every chunk is a delta of one message, and the end of the input is the end of the reply.
 *
 * The chunks themselves are decoded in the normalizer, as there are no frames.
 */
export const createText: CreateDialect = (sink: DraftSink): DialectReader => ({
  json() {},
  done() {},
  end() {
    sink.draft({ type: 'response.completed', response: { status: 'completed' } })
  },
})
