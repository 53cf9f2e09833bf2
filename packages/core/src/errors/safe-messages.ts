import type { ResponseErrorCode } from '../protocol/codes.js'

/** What each code means to a client that has no message, or one that must not be shown, and the `type` it has then. */
export const SAFE_MESSAGES: Readonly<Record<ResponseErrorCode, { readonly message: string; readonly type: string }>> = {
  server_error: { type: 'server_error', message: 'The server had an error while processing the request.' },
  rate_limit_exceeded: { type: 'rate_limit_error', message: 'The rate limit or quota was exceeded.' },
  invalid_prompt: { type: 'invalid_request_error', message: 'The request was rejected as invalid.' },
  data_residency_mismatch: {
    type: 'invalid_request_error',
    message: 'The request does not match the data residency of the project.',
  },
  bio_policy: { type: 'invalid_request_error', message: 'The request was rejected by the biology policy.' },
  misalignment_policy_violation: {
    type: 'invalid_request_error',
    message: 'The response was stopped by the misalignment policy.',
  },
  vector_store_timeout: { type: 'server_error', message: 'The vector store took too long to answer.' },
  invalid_image: { type: 'invalid_request_error', message: 'The image is invalid.' },
  invalid_image_format: { type: 'invalid_request_error', message: 'The format of the image is invalid.' },
  invalid_base64_image: { type: 'invalid_request_error', message: 'The image is not valid base64.' },
  invalid_image_url: { type: 'invalid_request_error', message: 'The URL of the image is invalid.' },
  image_too_large: { type: 'invalid_request_error', message: 'The image is too large.' },
  image_too_small: { type: 'invalid_request_error', message: 'The image is too small.' },
  image_parse_error: { type: 'invalid_request_error', message: 'The image could not be parsed.' },
  image_content_policy_violation: {
    type: 'invalid_request_error',
    message: 'The image was rejected by the content policy.',
  },
  invalid_image_mode: { type: 'invalid_request_error', message: 'The color mode of the image is not supported.' },
  image_file_too_large: { type: 'invalid_request_error', message: 'The image file is too large.' },
  unsupported_image_media_type: {
    type: 'invalid_request_error',
    message: 'The media type of the image is not supported.',
  },
  empty_image_file: { type: 'invalid_request_error', message: 'The image file is empty.' },
  failed_to_download_image: { type: 'invalid_request_error', message: 'The image could not be downloaded.' },
  image_file_not_found: { type: 'invalid_request_error', message: 'The image file was not found.' },
}
