import type { NormalizerOptions } from '../../options.js'
import type { Report } from '../../repair.js'
import type { DraftSink } from '../dialect.js'
import { createToolKinds, type ToolKinds } from './custom-tools.js'

/** What the parts of one reader share. */
export interface DialectContext {
  readonly sink: DraftSink
  readonly options: NormalizerOptions
  /** Reports a code the first time only: faults of a server come with every chunk. */
  readonly once: Report
  /** What the request declared its tools to be. */
  readonly kinds: ToolKinds
  /** A new `output_index` for an item; the assembler makes them dense. */
  allot(): number
}

/** Makes what the parts of one reader share. */
export function createContext(sink: DraftSink, options: NormalizerOptions): DialectContext {
  const reported = new Set<string>()
  let next = 0
  return {
    sink,
    options,
    kinds: createToolKinds(options),
    once(code, message) {
      if (reported.has(code)) return
      reported.add(code)
      sink.report(code, message)
    },
    allot: () => next++,
  }
}
