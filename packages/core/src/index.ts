export type {
  AgentDraft,
  AnnotationDraft,
  ErrorDraft,
  IncompleteDraft,
  ItemDraft,
  ReasoningDraft,
  RefusalDraft,
  ResponseDraft,
  TextDraft,
  ToolCallDraft,
  UsageDraft,
} from './agent/draft.js'
export { normalizeResponse } from './fetch.js'
export type { JsonObject } from './json.js'
export { createNormalizer, type Normalizer } from './normalizer.js'
export type { Dialect, HeartbeatStyle, Limits, NormalizerOptions, Outcome, Profile, StreamSummary } from './options.js'
export type { Repair } from './repair.js'
export { createNormalizerStream } from './stream.js'
export { type Source, type SourceValue, type StreamResponseOptions, streamResponse } from './stream-response.js'
