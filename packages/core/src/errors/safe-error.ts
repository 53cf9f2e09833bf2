import type { ResponseErrorCode } from '../protocol/codes.js'

/** An error as a client may see it; `thrownError` and `declaredError` make them. */
export interface SafeError {
  /** The kind of error, in the `error` event's nested form. */
  readonly type: string
  /** The code in the `error` event: the upstream's own where it is a plain name or number, else the protocol's; never null. */
  readonly code: string
  /** What happened, without paths, addresses, keys or stacks; at most 2,048 characters. */
  readonly message: string
  /** The request parameter that is at fault. */
  readonly param: string | null
  /** The code in `response.failed` under `errorCodes: 'spec'`: one that the protocol lists. */
  readonly responseCode: ResponseErrorCode
  /** The code in `response.failed` under `errorCodes: 'wire'`: the upstream's own name for it, else the protocol's. */
  readonly wireCode: string
}
