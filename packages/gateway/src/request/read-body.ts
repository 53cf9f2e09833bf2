import { ApiError } from '../errors/api-error.js'
import { parseJson } from '../json.js'

/** Refuses a body of another kind; a web page cannot send this one to a local gateway without asking first. */
export function requireJson(contentType: string | undefined, contentEncoding: string | undefined): void {
  if (!/^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? ''))
    throw new ApiError({ status: 415, message: 'The request must have `Content-Type: application/json`.' })
  if (contentEncoding !== undefined && contentEncoding.trim().toLowerCase() !== 'identity')
    throw new ApiError({ status: 415, message: 'The request must not have a `Content-Encoding`.' })
}

/** 413 in OpenAI's form. */
export function tooLarge(limit: number): ApiError {
  return new ApiError({
    status: 413,
    message: `The request is larger than the limit of ${limit} bytes.`,
    code: 'request_too_large',
  })
}

/** A body as it arrives, told piece by piece; `declared` is its Content-Length. */
export class BodyReader {
  readonly #limit: number
  readonly #chunks: Uint8Array[] = []
  #size = 0

  constructor(limit: number, declared: string | undefined) {
    this.#limit = limit
    if (declared !== undefined && Number(declared) > limit) throw tooLarge(limit)
  }

  /** Throws a 413 with the first byte beyond the limit. */
  push(chunk: Uint8Array): void {
    this.#size += chunk.length
    if (this.#size > this.#limit) throw tooLarge(this.#limit)
    this.#chunks.push(chunk)
  }

  /** The whole as JSON; throws a 400 where it is none. */
  end(): unknown {
    const value = parseJson(Buffer.concat(this.#chunks).toString('utf8'))
    if (value === undefined) throw new ApiError({ status: 400, message: 'The request body is not valid JSON.' })
    return value
  }
}
