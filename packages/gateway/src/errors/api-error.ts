import type { JsonObject } from '@strict-responses/core'

/** What a client is told of an error, and how. */
export interface ApiErrorInit {
  readonly status: number
  readonly message: string
  /** Defaults to `invalid_request_error` below 500, else `server_error`. */
  readonly type?: string | undefined
  /** Defaults to null. */
  readonly code?: string | null | undefined
  /** The request parameter that is at fault, e.g. `tools[2].type`. Defaults to null. */
  readonly param?: string | null | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly cause?: unknown
}

/** An error in OpenAI's own form; its message is safe to show. */
export class ApiError extends Error {
  override readonly name = 'ApiError' as const
  /** The convention of http-errors: a normalizer that fails with this error shows its message. */
  readonly expose = true
  readonly status: number
  readonly type: string
  readonly code: string | null
  readonly param: string | null
  readonly headers: Readonly<Record<string, string>>

  constructor(init: ApiErrorInit) {
    super(init.message, { cause: init.cause })
    this.status = init.status
    this.type = init.type ?? (init.status < 500 ? 'invalid_request_error' : 'server_error')
    this.code = init.code ?? null
    this.param = init.param ?? null
    this.headers = init.headers ?? {}
  }

  /** The reply's body: https://platform.openai.com/docs/guides/error-codes */
  toJSON(): JsonObject {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } }
  }
}

/** 400: a field has a value that means nothing. */
export function invalid(message: string, param: string, code = 'invalid_value'): ApiError {
  return new ApiError({ status: 400, message, code, param })
}

/** 400: a field asks for what no backend behind this gateway can do. */
export function unsupported(message: string, param: string): ApiError {
  return new ApiError({ status: 400, message, code: 'unsupported_value', param })
}
