export type { JsonObject } from './json.js'
export type { Normalizer } from './normalizer.js'
export type { Dialect, HeartbeatStyle, Limits, NormalizerOptions, Outcome, Profile, StreamSummary } from './options.js'
export type { Repair } from './repair.js'
