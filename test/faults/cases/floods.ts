import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { StrictResponsesOptions } from '@strict-responses/node'
import { CREATED, CUT, delta } from '../../support/adapters/faulty-stream.js'

const MB = 1024 * 1024
const COMMENT = ': still thinking\n\n'
const OPENED = 'data: {"type":"response.output_text.delta","delta":"'

/** An upstream that says more than anybody may, and what stops it. */
export interface FloodCase {
  readonly name: string
  readonly first?: string
  /** Said again and again; `times` is how often, else for ever. */
  readonly again: string | Uint8Array
  readonly times?: number
  readonly encoding?: string
  readonly repair: string
  readonly options?: StrictResponsesOptions
  /** How much of it is asked for at most, in bytes. */
  readonly most?: number
}

const OPEN_MS: StrictResponsesOptions = { limits: { openMs: 300 } }
const SMALL: StrictResponsesOptions = { limits: { outputBytes: 4 * MB } }
const FRAME = { repair: 'limits/frame-bytes', most: 18 * MB }
/** 64 MB of one letter, in a few kilobytes; decoders take any number of them one after the other. */
const ZEROS = Buffer.alloc(64 * MB, 'x')

export const FLOODS: readonly FloodCase[] = [
  {
    name: 'an endless stream of comments',
    again: COMMENT.repeat(64),
    repair: 'limits/open-ms',
    options: { ...OPEN_MS, dialect: 'responses' },
  },
  {
    name: 'an endless stream of comments in a response',
    first: CUT,
    again: COMMENT.repeat(64),
    repair: 'limits/open-ms',
    options: OPEN_MS,
  },
  { name: 'comments without an end of their frame', first: CREATED, again: ': x\n'.repeat(16_384), ...FRAME },
  { name: '64 MB in one frame', first: CUT + OPENED, again: 'x'.repeat(65_536), times: 1024, ...FRAME },
  {
    name: '64 MB in one frame, of many lines',
    first: CUT,
    again: 'data: {"type":\n'.repeat(4096),
    times: 1024,
    ...FRAME,
  },
  {
    name: '64 MB in the first frame of a named dialect',
    first: OPENED,
    again: 'x'.repeat(65_536),
    times: 1024,
    options: { dialect: 'responses' },
    ...FRAME,
  },
  {
    name: 'a compression bomb of one frame: 1 GB in 1 MB of gzip',
    first: CUT + OPENED,
    again: gzipSync(ZEROS),
    times: 16,
    encoding: 'gzip',
    repair: 'limits/frame-bytes',
  },
  {
    name: 'a compression bomb of many frames: 1 GB of text',
    first: CREATED,
    again: gzipSync(delta('x'.repeat(1000)).repeat(64 * 1024)),
    times: 16,
    encoding: 'gzip',
    repair: 'limits/output-bytes',
    options: SMALL,
  },
  {
    name: 'a compression bomb of comments: 1 GB',
    first: CUT,
    again: gzipSync(COMMENT.repeat((64 * MB) / COMMENT.length)),
    times: 16,
    encoding: 'gzip',
    repair: 'limits/open-ms',
    options: OPEN_MS,
  },
  {
    name: 'a brotli bomb of one frame: 64 MB in 100 bytes',
    again: brotliCompressSync(Buffer.concat([Buffer.from(CUT + OPENED), ZEROS]), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
    }),
    times: 1,
    encoding: 'br',
    repair: 'limits/frame-bytes',
  },
]
