import { declaredError } from '../errors/declared.js'
import { isSafeMessage } from '../errors/redact.js'
import type { SafeError } from '../errors/safe-error.js'
import { isObject, type JsonObject } from '../json.js'
import type { Assembly } from './assembly.js'

/** The `error` event in the chosen shape. */
export function errorEvent(safe: SafeError, shape: 'both' | 'flat' | 'nested'): JsonObject {
  const { type, code, message, param } = safe
  return {
    type: 'error',
    sequence_number: 0,
    ...(shape === 'nested' ? {} : { code, message, param }),
    ...(shape === 'flat' ? {} : { error: { type, code, message, param } }),
  }
}

/** What `response.error` of a failed response says: the upstream's own words if they are safe, else mended. */
export function responseError(assembly: Assembly, safe: SafeError, own: unknown): JsonObject {
  const code = (error: SafeError): string =>
    assembly.options.errorCodes === 'wire' ? error.wireCode : error.responseCode
  if (!isObject(own)) return { code: code(safe), message: safe.message }
  const mended = declaredError(own)
  if (own['code'] === code(mended) && own['message'] === mended.message && isSafeMessage(mended.message)) return own
  assembly.report(
    'error/code',
    `response.failed had code ${JSON.stringify(own['code'])?.slice(0, 64)}: it left as ${code(mended)}`,
  )
  return { code: code(mended), message: mended.message }
}
