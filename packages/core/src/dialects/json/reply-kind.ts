import { requestBody } from '../../callbacks.js'
import type { NormalizerOptions } from '../../options.js'
import { askedForOther } from '../detect.js'

const JSON_TYPE = /^\s*application\/json\s*(?:;|$)/i
const NDJSON_TYPE = /^\s*application\/(?:x-)?ndjson\s*(?:;|$)/i

/**
 * What `expandJson` makes of a reply with this content type, as a header may hold it: `json` is one value for a client that
 * asked for a stream, `ndjson` a stream already. Any other reply is nothing to expand, nor is any without the option, or
 * under `dialect: 'auto'` one to a client that asked for just that.
 */
export function expandableAs(contentType: unknown, options: NormalizerOptions): 'json' | 'ndjson' | undefined {
  if (!options.expandJson) return undefined
  if ((options.dialect ?? 'auto') === 'auto' && askedForOther(options)) return undefined
  const type = String(Array.isArray(contentType) ? contentType[0] : contentType)
  if (NDJSON_TYPE.test(type)) return 'ndjson'
  return JSON_TYPE.test(type) && requestBody(options)?.['stream'] === true ? 'json' : undefined
}

/** A field or a comment of an event stream; JSON begins with neither. */
const FRAMING = /^\uFEFF?\s*(?:data|event|id|retry|error)?:/

/** Whether a body is an event stream, whatever its content type says (Q-JSON-02). */
export function beginsEventStream(body: Uint8Array): boolean {
  return FRAMING.test(new TextDecoder().decode(body.subarray(0, 64)))
}
