import { pipeline, type Readable, type Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const flush: number = constants.Z_SYNC_FLUSH

/** We ask for none, and some backends encode all the same (Q-HDR-08). */
const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip({ flush }),
  'x-gzip': () => createGunzip({ flush }),
  deflate: () => createInflate({ flush }),
  br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH }),
}

/** The body without its encoding. */
export function decodedBody(body: Readable, encoding: string | string[] | undefined): Readable {
  const create =
    DECODERS[
      String(encoding ?? '')
        .trim()
        .toLowerCase()
    ]
  // The decoder gets the error of a broken body, and whoever reads it sees it there.
  return create ? pipeline(body, create(), () => {}).on('error', () => {}) : body
}
