import type { Settings } from '../settings.js'
import type { Backend } from '../upstream/backend.js'
import type { DialectMemory } from '../upstream/dialect-memory.js'
import type { OpenCalls } from './open-calls.js'

/** What all requests of one gateway share. */
export interface GatewayParts {
  readonly settings: Settings
  readonly backend: Backend
  readonly memory: DialectMemory
  readonly open: OpenCalls
}
