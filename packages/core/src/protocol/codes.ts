/** The codes that `response.failed` may have: those of the published schema and of OpenAI's SDK. */
export const RESPONSE_ERROR_CODES = [
  'server_error',
  'rate_limit_exceeded',
  'invalid_prompt',
  'data_residency_mismatch',
  'bio_policy',
  'misalignment_policy_violation',
  'vector_store_timeout',
  'invalid_image',
  'invalid_image_format',
  'invalid_base64_image',
  'invalid_image_url',
  'image_too_large',
  'image_too_small',
  'image_parse_error',
  'image_content_policy_violation',
  'invalid_image_mode',
  'image_file_too_large',
  'unsupported_image_media_type',
  'empty_image_file',
  'failed_to_download_image',
  'image_file_not_found',
] as const

export type ResponseErrorCode = (typeof RESPONSE_ERROR_CODES)[number]

const CODES: ReadonlySet<string> = new Set(RESPONSE_ERROR_CODES)

/** Whether `code` is one that `response.failed` may have. */
export function isResponseErrorCode(code: unknown): code is ResponseErrorCode {
  return typeof code === 'string' && CODES.has(code)
}
