import type { ResponseErrorCode } from '../protocol/codes.js'

/** What each code means to a client that has no message, or one that must not be shown. */
export const SAFE_MESSAGES: Readonly<Record<ResponseErrorCode, string>> = {
  server_error: 'The server had an error while processing the request.',
  rate_limit_exceeded: 'The rate limit or quota was exceeded.',
  invalid_prompt: 'The request was rejected as invalid.',
  data_residency_mismatch: 'The request does not match the data residency of the project.',
  bio_policy: 'The request was rejected by the biology policy.',
  misalignment_policy_violation: 'The response was stopped by the misalignment policy.',
  vector_store_timeout: 'The vector store took too long to answer.',
  invalid_image: 'The image is invalid.',
  invalid_image_format: 'The format of the image is invalid.',
  invalid_base64_image: 'The image is not valid base64.',
  invalid_image_url: 'The URL of the image is invalid.',
  image_too_large: 'The image is too large.',
  image_too_small: 'The image is too small.',
  image_parse_error: 'The image could not be parsed.',
  image_content_policy_violation: 'The image was rejected by the content policy.',
  invalid_image_mode: 'The color mode of the image is not supported.',
  image_file_too_large: 'The image file is too large.',
  unsupported_image_media_type: 'The media type of the image is not supported.',
  empty_image_file: 'The image file is empty.',
  failed_to_download_image: 'The image could not be downloaded.',
  image_file_not_found: 'The image file was not found.',
}

/** The codes of an error without a `type` whose fault is not the request's. */
const TYPES: Readonly<Partial<Record<ResponseErrorCode, string>>> = {
  server_error: 'server_error',
  rate_limit_exceeded: 'rate_limit_error',
  vector_store_timeout: 'server_error',
}

/** The `type` that an error of a code has if it says none. */
export const safeType = (code: ResponseErrorCode): string => TYPES[code] ?? 'invalid_request_error'
