import type { Transform } from 'node:stream'
import zlib from 'node:zlib'

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  deflate: () => zlib.createInflate(),
  br: () => zlib.createBrotliDecompress(),
  ...zstd(),
}

/** Node has zstd since 22.15. */
function zstd(): Record<string, () => Transform> {
  const create: unknown = Reflect.get(zlib, 'createZstdDecompress')
  return typeof create === 'function' ? { zstd: () => create() } : {}
}

/** How to undo a Content-Encoding: nothing to do, a decoder, or no way that we know. */
export function decoderFor(contentEncoding: unknown): 'none' | 'unknown' | (() => Transform) {
  const encoding = String(contentEncoding ?? '')
    .trim()
    .toLowerCase()
  if (encoding === '' || encoding === 'identity') return 'none'
  return (Object.hasOwn(DECODERS, encoding) && DECODERS[encoding]) || 'unknown'
}
