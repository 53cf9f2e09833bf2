export {
  type RouteStream,
  type StopCode,
  StopReason,
  type StrictResponsesOptions,
  streamOf,
} from '@strict-responses/node'
export { type ErrorMiddleware, strictResponsesErrors } from './errors.js'
export { type Middleware, strictResponses, strictResponses as default } from './strict-responses.js'
