import zlib from 'node:zlib'
import { createNormalizer, type Dialect, type NormalizerOptions, readJsonReply } from '@strict-responses/core'

/** What a body that was held leaves as: the stream that a normalizer of this dialect makes of these bytes. */
export interface Expansion {
  readonly dialect: 'auto' | Dialect
  readonly bytes: Uint8Array
}

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array

const DECODERS: Readonly<Record<string, Decode>> = {
  '': (bytes) => bytes,
  identity: (bytes) => bytes,
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
}

/** Judges the whole body of a JSON reply; `encoding` is its Content-Encoding, `limit` how many bytes it may become. */
export function judgeJson(body: Uint8Array, encoding: string, limit: number): Expansion | 'pass' {
  const decoded = decode(body, encoding.trim().toLowerCase(), limit)
  const reply = decoded && readJsonReply(decoded)
  return reply ? { dialect: reply.dialect, bytes: reply.frame } : 'pass'
}

/** Judges what has come of NDJSON, or of an event stream that says it is JSON; `undefined` while that does not tell. */
export function judgeLines(
  body: Uint8Array,
  ended: boolean,
  { dialect = 'auto', request, path }: NormalizerOptions,
): Expansion | 'pass' | undefined {
  // Lines of JSON are never plain text.
  const asked = dialect === 'text' ? 'auto' : dialect
  const probe = createNormalizer({ dialect: asked, request, path })
  probe.push(body)
  if (ended) probe.end()
  if (probe.state === 'foreign') return 'pass'
  return probe.state === 'detecting' ? undefined : { dialect: asked, bytes: body }
}

function decode(body: Uint8Array, encoding: string, limit: number): Uint8Array | undefined {
  try {
    return Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding]?.(body, { maxOutputLength: limit }) : undefined
  } catch {
    // What cannot be decoded is nothing that we could read: it leaves as it came.
    return undefined
  }
}
