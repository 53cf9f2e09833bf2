import type { ResponseErrorCode } from '../protocol/codes.js'

/** Upstream names (a `code`, Google's `status` or a `type`, in snake case) that mean one protocol code. */
export interface NameRow {
  readonly code: ResponseErrorCode
  readonly names: readonly string[]
  /** Whole families of names; `names` then has an example of each. */
  readonly pattern?: RegExp
}

/** The first row that knows a name wins; the protocol's own codes stand before all rows, as themselves. */
export const NAME_ROWS: readonly NameRow[] = [
  // OpenAI, Anthropic, Azure and Groq; Codex waits and tries again on it (Q-CODE-01)
  {
    code: 'rate_limit_exceeded',
    names: ['rate_limit_error', 'rate_limit_reached', 'rate_limited', 'tokens_rate_limit_exceeded'],
    pattern: /(?:^|_)rate_limit/,
  },
  // OpenAI sends insufficient_quota in response.failed, outside its own schema (Q-ERR-12)
  {
    code: 'rate_limit_exceeded',
    names: ['insufficient_quota', 'quota_exceeded', 'billing_hard_limit_reached', 'usage_limit_reached'],
  },
  // Open Responses and Azure; Google; Bedrock
  {
    code: 'rate_limit_exceeded',
    names: ['too_many_requests', 'resource_exhausted', 'throttling_exception', 'throttled'],
  },
  // OpenAI, LiteLLM, llama.cpp and Anthropic: the prompt is too long; server_error would be tried again
  {
    code: 'invalid_prompt',
    names: [
      'context_length_exceeded',
      'context_window_exceeded',
      'context_window_exceeded_error',
      'exceed_context_size_error',
      'prompt_too_long',
      'request_too_large',
      'payload_too_large',
    ],
  },
  // OpenAI's validation of a request
  {
    code: 'invalid_prompt',
    names: [
      'string_above_max_length',
      'string_below_min_length',
      'array_above_max_length',
      'array_below_min_length',
      'invalid_value',
      'invalid_type',
      'unknown_parameter',
      'unsupported_parameter',
      'unsupported_value',
      'missing_required_parameter',
    ],
  },
  // Azure, OpenAI and Codex: the prompt itself was refused
  {
    code: 'invalid_prompt',
    names: ['content_filter', 'content_policy_violation', 'responsible_ai_policy_violation', 'cyber_policy'],
  },
  // The names of HTTP 400 and 422 (llama-stack #4942, Google, Bedrock, vLLM, pydantic)
  {
    code: 'invalid_prompt',
    names: [
      'invalid_request_error',
      'invalid_request',
      'bad_request',
      'bad_request_error',
      'invalid_argument',
      'validation_error',
      'validation_exception',
      'unprocessable_entity',
      'unprocessable_entity_error',
      'value_error',
      'missing',
    ],
  },
  // llama-stack #4942; no fault of the prompt, though Groq and OpenAI type these invalid_request_error
  {
    code: 'server_error',
    names: [
      'internal_error',
      'tool_use_failed',
      'invalid_api_key',
      'authentication_error',
      'unauthorized',
      'forbidden',
      'permission_error',
      'permission_denied',
    ],
  },
  // llama-stack #4942
  { code: 'invalid_base64_image', names: ['invalid_base64'] },
  // OpenAI images
  { code: 'invalid_image_format', names: ['invalid_image_type', 'unsupported_image_format'] },
  // gateways, as the two below
  { code: 'failed_to_download_image', names: ['image_download_failed', 'failed_to_fetch_image'] },
  { code: 'image_file_not_found', names: ['image_not_found'] },
  { code: 'empty_image_file', names: ['empty_image'] },
]

/** HTTP statuses that say more than "it failed". */
export const STATUS_ROWS: Readonly<Record<number, ResponseErrorCode>> = {
  400: 'invalid_prompt',
  413: 'invalid_prompt',
  422: 'invalid_prompt',
  429: 'rate_limit_exceeded',
}

/** Words that decide where an upstream gave nothing but a message (Q-CODE-01, Q-E200-02). */
export const MESSAGE_ROWS: readonly { readonly code: ResponseErrorCode; readonly pattern: RegExp }[] = [
  { code: 'rate_limit_exceeded', pattern: /\brate limit|\btoo many requests\b|\bquota\b/i },
  { code: 'invalid_prompt', pattern: /\bcontext (?:length|window|size)\b|\bprompt is too long\b/i },
]
