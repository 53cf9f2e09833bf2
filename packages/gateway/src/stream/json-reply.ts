import type { Readable } from 'node:stream'
import { ApiError } from '../errors/api-error.js'
import { isObject, parseJson } from '../json.js'
import type { BackendRow } from '../upstream/backend-dialects.js'
import { readWhole } from '../upstream/read-whole.js'

/** Whether a reply is one JSON object, although a stream was asked for (Q-JSON-01). */
export function isJson(contentType: string | string[] | undefined): boolean {
  return /^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(String(contentType ?? ''))
}

/** A JSON reply as the event stream that it should have been. */
export async function framesOfJson(body: Readable, row: BackendRow, limit: number): Promise<string> {
  const { text, cut } = await readWhole(body, limit)
  const value = cut ? undefined : parseJson(text)
  if (!isObject(value))
    throw new ApiError({ status: 502, message: 'The upstream sent a reply that is no JSON.', code: 'upstream_error' })
  return row
    .frames(value)
    .map((frame) => `data: ${JSON.stringify(frame)}\n\n`)
    .join('')
}
