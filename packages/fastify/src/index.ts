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
export { resumeResponses } from './resume-responses.js'
export { type RequestOrReply, streamOf } from './stream-of.js'
export { type StreamingReply, streamResponse } from './stream-response.js'
export { strictResponses, strictResponses as default } from './strict-responses.js'
