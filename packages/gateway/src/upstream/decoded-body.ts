import { pipeline, type Readable } from 'node:stream'
import { decoderFor } from '@strict-responses/node'
import { ApiError } from '../errors/api-error.js'

/** The body without its encoding: we ask for none, and some backends encode all the same (Q-HDR-08). */
export function decodedBody(body: Readable, encoding: string | string[] | undefined): Readable {
  const decoder = decoderFor(encoding)
  if (decoder === 'none') return body
  if (decoder === 'unknown') {
    body.destroy()
    throw new ApiError({
      status: 502,
      message: 'The upstream sent a reply in an encoding that is not known.',
      code: 'upstream_error',
    })
  }
  // The decoder gets the error of a broken body, and whoever reads it sees it there.
  return pipeline(body, decoder(), () => {}).on('error', () => {})
}
