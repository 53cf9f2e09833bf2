import { afterAll } from 'vitest'
import { openStreams, undecided } from '../../packages/node/src/open-streams.js'
import { until } from './adapters/probe.js'

// A stream that is not let go of keeps all it knows, and its timer, for as long as the process lives.
afterAll(() => until(() => openStreams.size + undecided.size === 0))
