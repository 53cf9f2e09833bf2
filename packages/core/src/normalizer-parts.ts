import { createAgent } from './agent/agent.js'
import type { KnownDialect } from './dialects/dialect.js'
import { DIALECTS } from './dialects/dialects.js'
import { RESPONSES } from './dialects/responses.js'
import { HotPath, type HotPathContext } from './hot/hot-path.js'

/** What sets normalizers apart: some of it is left out where a bundle has to be small. */
export interface NormalizerParts {
  /** `RESPONSES` is one of them. */
  readonly dialects: readonly KnownDialect[]
  /** Makes the short road of common frames; without one they all take the full road, to the same bytes. */
  readonly createHotPath?: (context: HotPathContext) => HotPath
}

const createHotPath = (context: HotPathContext): HotPath => new HotPath(context)

/** Reads all that is known, by the shortest road. */
export const WHOLE: NormalizerParts = { dialects: DIALECTS, createHotPath }

/** Reads the values that an agent yields. */
export const AGENT: NormalizerParts = {
  dialects: [RESPONSES, { name: 'text', create: createAgent }],
  createHotPath,
}
