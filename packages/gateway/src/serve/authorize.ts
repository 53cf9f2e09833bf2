import type { IncomingMessage } from 'node:http'
import { ApiError } from '../errors/api-error.js'

/** A request as the gateway got it: `Request` by `fetch`, `IncomingMessage` by `handler` and `listen`. */
export type GatewayRequest = Request | IncomingMessage

/** What is asked of a kept response: to read it, also as `previous_response_id`; to read on its stream; to cancel it. */
export type ResponseAction = 'read' | 'resume' | 'cancel'

/** Says whether whoever sent `request` may do `action` with the response `id`, which need not exist. */
export type Authorize = (
  request: GatewayRequest,
  asked: { readonly id: string; readonly action: ResponseAction },
) => boolean | Promise<boolean>

/**
 * Asks `authorize`, and everybody may where there is none.
 *
 * @throws ApiError 500 for what `authorize` throws: it may hold anything, so the client is told nothing of it.
 */
export async function allowed(
  authorize: Authorize | undefined,
  request: GatewayRequest,
  id: string,
  action: ResponseAction,
): Promise<boolean> {
  try {
    return authorize === undefined || (await authorize(request, { id, action })) === true
  } catch (cause) {
    throw new ApiError({ status: 500, message: 'The server had an error.', code: 'server_error', cause })
  }
}
