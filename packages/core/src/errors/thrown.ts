import { field, firstField } from './fields.js'
import { responseCodeOf } from './response-code.js'
import type { SafeError } from './safe-error.js'
import { SAFE_MESSAGES, safeType } from './safe-messages.js'
import { safeName, safeText } from './safe-text.js'

/** Codes of Node, its libraries and TLS: they say what broke inside, which is no client's business. */
const SYSTEM_CODE =
  /^(?:E[A-Z0-9]+|(?:ERR|EAI|UND_ERR|HPE|FST|WSAE)_\w+|UNABLE_TO_\w+|\w*(?:CERT|CRL|CSR)_\w+)$|SIGNED_CERT/

function httpStatus(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 400 && value <= 599 ? value : undefined
}

function ownCode(value: unknown): string | undefined {
  const name = typeof value === 'string' ? safeName(value) : undefined
  return name === undefined || SYSTEM_CODE.test(name) ? undefined : name
}

/**
 * Makes anything that was thrown safe to show.
 *
 * The message is shown only with `expose: true` (the convention of http-errors), the code only with that or with a
 * numeric `status` or `statusCode`, and never a system code. Never throws, whatever the value's getters do.
 */
export function thrownError(value: unknown): SafeError {
  const exposed = field(value, 'expose') === true
  const http = firstField(value, ['status', 'statusCode'], httpStatus)
  const own = exposed || http !== undefined ? ownCode(field(value, 'code')) : undefined
  const responseCode = responseCodeOf({ code: own, http })
  const message = exposed ? field(value, 'message') : undefined
  return {
    type: safeType(responseCode),
    code: own ?? responseCode,
    message: (typeof message === 'string' ? safeText(message) : undefined) ?? SAFE_MESSAGES[responseCode],
    param: null,
    responseCode,
    wireCode: own ?? responseCode,
  }
}
