export {
  type ResumeResponsesOptions,
  type RouteStream,
  type Source,
  type SourceStream,
  type SourceValue,
  type StopCode,
  StopReason,
  type StrictResponsesOptions,
} from '@strict-responses/node'
export type { KoaContext } from './koa-context.js'
export { resumeResponses } from './resume-responses.js'
export { streamOf } from './stream-of.js'
export { streamResponse } from './stream-response.js'
export { type Middleware, strictResponses, strictResponses as default } from './strict-responses.js'
