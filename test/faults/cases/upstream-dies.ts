import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { StrictResponsesOptions } from '@strict-responses/node'
import { COMPLETED, CREATED, CUT, FIRST, SECOND } from '../../support/adapters/faulty-stream.js'
import { chunk, head } from '../support/raw-upstream.js'

/** An upstream that dies after its first words. */
export interface DeathCase {
  readonly name: string
  /** What it says first. */
  readonly says: Uint8Array
  /** How it dies, once that has reached the client. */
  readonly dies: (socket: Socket) => unknown
  readonly options?: StrictResponsesOptions
}

const FRAMINGS = { close: 'a body until close', chunked: 'a chunked body' } as const
type Framing = keyof typeof FRAMINGS

function says(framing: Framing, body: Uint8Array, headers?: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat([Buffer.from(head(framing, headers)), framing === 'chunked' ? chunk(body) : body])
}

const emoji = Buffer.from(SECOND)
/** Where the body breaks off; the second of the four bytes of 👋 is its last in one of them. */
const AT: Readonly<Record<string, Uint8Array>> = {
  'between frames': Buffer.from(CUT),
  'in the middle of a frame': Buffer.from(CUT + SECOND.slice(0, 30)),
  'in the middle of the JSON of a whole frame': Buffer.from(`${CUT}${COMPLETED.slice(0, -10)}\n\n`),
  'in the middle of a character': Buffer.concat([Buffer.from(CUT), emoji.subarray(0, emoji.indexOf('👋') + 2)]),
}

/** In a chunked body FIN is a visible break, else a seeming end. */
const fin = (socket: Socket): unknown => socket.end()

export const DEATHS: readonly DeathCase[] = [
  { name: 'a reset', says: says('chunked', Buffer.from(CUT)), dies: (socket) => socket.resetAndDestroy() },
  {
    name: 'half-open: it says nothing any more and never closes',
    says: says('chunked', Buffer.from(CUT)),
    dies: () => {},
    options: { idleTimeout: 100 },
  },
  ...(['close', 'chunked'] as const).flatMap((framing) =>
    Object.entries(AT).map(([where, body]) => ({
      name: `FIN ${where}, ${FRAMINGS[framing]}`,
      says: says(framing, body),
      dies: fin,
    })),
  ),
]

const WORDS = Array.from({ length: 200 }, (_, at) => FIRST.replace('Hél', `Hél ${at * 7919}`)).join('')
const ZIPPED = gzipSync(CREATED + WORDS + COMPLETED)

/** FIN in the middle of a gzip block: how much of the text can still be read is the decoder's business. */
export const ZIPPED_DEATHS: readonly DeathCase[] = (['close', 'chunked'] as const).map((framing) => ({
  name: `FIN in the middle of a gzip block, ${FRAMINGS[framing]}`,
  says: says(framing, ZIPPED.subarray(0, ZIPPED.length >> 1), { 'Content-Encoding': 'gzip' }),
  dies: fin,
}))
