export type { Source, SourceStream, SourceValue } from '@strict-responses/core'
export {
  type ResumeResponsesOptions,
  type RouteStream,
  type StopCode,
  StopReason,
  type StrictResponsesOptions,
  streamOf,
} from '@strict-responses/node'
export { type ErrorMiddleware, strictResponsesErrors } from './errors.js'
export { resumeResponses } from './resume-responses.js'
export { streamResponse } from './stream-response.js'
export { type Middleware, strictResponses, strictResponses as default } from './strict-responses.js'
