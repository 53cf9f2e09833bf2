import { createNormalizer } from '@strict-responses/core'
import { filled, isObject, parseJson } from '../json.js'
import { ApiError } from './api-error.js'
import { statusOf } from './status-of.js'

/**
 * Makes an error that the backend sent safe to show: its message redacted and capped, its code and type where they are
 * plain names. The normalizer's own rules decide, since an error in the stream has to say the same.
 */
export function declaredError(
  value: unknown,
  status?: number,
  headers: Readonly<Record<string, string>> = {},
): ApiError {
  const normalizer = createNormalizer({ dialect: 'responses', errorShape: 'nested', done: false })
  const declared = isObject(value) && Object.keys(value).length > 0 ? value : { error: value || 'error' }
  const frame = `event: error\ndata: ${JSON.stringify({ type: 'error', error: declared, status })}\n\n`
  const decoder = new TextDecoder()
  const events = (decoder.decode(normalizer.push(frame)) + decoder.decode(normalizer.end()))
    .split('\n')
    .flatMap((line) => (line.startsWith('data: ') ? [parseJson(line.slice(6))] : []))
  const found = events.find((event) => isObject(event) && event['type'] === 'error')
  const error = isObject(found) && isObject(found['error']) ? found['error'] : {}
  const code = filled(error['code'])
  const { error: response } = normalizer.response()
  const responseCode = isObject(response) ? filled(response['code']) : undefined
  return new ApiError({
    status: status ?? statusOf(code, filled(error['type']), responseCode),
    message: filled(error['message']) ?? 'The upstream reported an error.',
    type: filled(error['type']),
    // A bare number tells no client what to do.
    code: code === undefined || /^\d+$/.test(code) ? null : code,
    param: filled(error['param']),
    headers,
    cause: value,
  })
}
