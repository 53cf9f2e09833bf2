import { isResponseErrorCode, type ResponseErrorCode } from '../protocol/codes.js'
import { MESSAGE_ROWS, NAME_ROWS, STATUS_ROWS } from './table.js'

/** What is known of an error; all of it may be missing. */
export interface Hints {
  readonly code?: string | undefined
  /** A status name such as Google's `RESOURCE_EXHAUSTED`. */
  readonly status?: string | undefined
  readonly type?: string | undefined
  readonly http?: number | undefined
  readonly message?: string | undefined
}

const BY_NAME: ReadonlyMap<string, ResponseErrorCode> = new Map(
  NAME_ROWS.flatMap((row) => row.names.map((name): [string, ResponseErrorCode] => [name, row.code])),
)

/** The protocol code that a name stands for, in whatever case it is written. */
export function codeOfName(name: string | undefined): ResponseErrorCode | undefined {
  if (name === undefined || name.length > 64) return undefined
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
  if (isResponseErrorCode(snake)) return snake
  return BY_NAME.get(snake) ?? NAME_ROWS.find((row) => row.pattern?.test(snake))?.code
}

/** The code for `response.failed`: from the most telling hint that the table knows, else `server_error`. */
export function responseCodeOf(hints: Hints): ResponseErrorCode {
  const named = codeOfName(hints.code) ?? codeOfName(hints.status)
  if (named !== undefined) return named
  // A type such as `server_error` or `api_error` is too general to overrule a 429.
  const typed = codeOfName(hints.type)
  if (typed !== undefined && typed !== 'server_error') return typed
  const status = hints.http === undefined ? undefined : STATUS_ROWS[hints.http]
  if (status !== undefined) return status
  if (hints.code === undefined && hints.type === undefined && hints.message !== undefined) {
    const text = hints.message
    return MESSAGE_ROWS.find((row) => row.pattern.test(text))?.code ?? 'server_error'
  }
  return 'server_error'
}
