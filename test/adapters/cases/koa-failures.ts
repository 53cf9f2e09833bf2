import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'koa'
import { CUT } from '../../support/adapters/faulty-stream.js'
import type { KoaVersion } from '../../support/adapters/koa-versions.js'

/**
 * What plain Koa leaves its client with. cut, hung, status text: the words, and then a cut connection, nothing for ever,
 * or Koa's own "OK". nothing: a cut connection and not a byte. page: Koa's 500. json: the body as JSON, which this
 * version takes it for.
 */
export type PlainEnd = 'cut' | 'hung' | 'nothing' | 'status text' | 'page' | 'json'

/** What plain Koa does, and how often it tells the app: Koa 3 tells it twice of a body that fails, on newer Node once. */
export interface PlainFailure {
  readonly end: PlainEnd
  readonly appErrors: readonly number[]
}

/** A route that breaks after its first words. A strict failed stream leaves wherever plain Koa would not answer whole. */
export interface KoaFailure {
  readonly id: string
  readonly name: string
  readonly route: (ctx: Context) => unknown
  readonly plain: Readonly<Record<KoaVersion, PlainFailure>>
  readonly text?: string
  /** What the failed stream says of the error. */
  readonly says?: string
}

const SECRET = 'connect ECONNREFUSED 10.0.0.7:5432 at /srv/app/db.js'

const CUT_TWICE = { end: 'cut', appErrors: [1, 2] } as const
const NOTHING_TWICE = { end: 'nothing', appErrors: [1, 2] } as const
const HUNG = { end: 'hung', appErrors: [1] } as const
const HANGS = { 'Koa 3': HUNG, 'Koa 2': HUNG }
const PAGE = { end: 'page', appErrors: [1] } as const
const JSON_BODY = { end: 'json', appErrors: [0] } as const
const STATUS_TEXT = { end: 'status text', appErrors: [0] } as const

const asStream = (make: () => unknown) => (ctx: Context) => {
  ctx.type = 'text/event-stream'
  ctx.body = make()
}

const speak = (ctx: Context, respond: boolean): void => {
  ctx.status = 200
  ctx.type = 'text/event-stream'
  if (!respond) ctx.respond = false
  ctx.res.write(CUT)
}

async function* breaking(): AsyncGenerator<string> {
  yield CUT
  await wait(5)
  throw new Error(SECRET)
}

export const KOA_FAILURES: readonly KoaFailure[] = [
  {
    id: 'K66',
    name: 'the body fails in the middle of the stream',
    route: asStream(() => {
      const source = new Readable({ read() {} })
      source.push(CUT)
      setTimeout(() => source.destroy(new Error(SECRET)), 5)
      return source
    }),
    plain: { 'Koa 3': CUT_TWICE, 'Koa 2': HUNG },
  },
  {
    id: 'K66',
    name: 'the generator of the body throws in the middle of the stream',
    route: asStream(() => Readable.from(breaking())),
    plain: { 'Koa 3': CUT_TWICE, 'Koa 2': HUNG },
  },
  {
    id: 'K67',
    name: 'a Web stream fails in the middle of the stream',
    route: asStream(() => Readable.toWeb(Readable.from(breaking()))),
    plain: { 'Koa 3': CUT_TWICE, 'Koa 2': JSON_BODY },
  },
  {
    id: 'K68',
    name: 'the body fails before its first byte',
    route: asStream(
      () =>
        new Readable({
          read(this: Readable) {
            this.destroy(new Error(SECRET))
          },
        }),
    ),
    plain: { 'Koa 3': NOTHING_TWICE, 'Koa 2': PAGE },
    text: '',
  },
  {
    id: 'K68',
    name: 'a Web stream fails before its first byte',
    route: asStream(() => new ReadableStream({ pull: (controller) => controller.error(new Error(SECRET)) })),
    plain: { 'Koa 3': NOTHING_TWICE, 'Koa 2': JSON_BODY },
    text: '',
  },
  {
    id: 'K69',
    name: 'the route throws after it wrote, with respond = false',
    route: async (ctx) => {
      speak(ctx, false)
      await wait(5)
      throw new Error(SECRET)
    },
    plain: HANGS,
  },
  {
    id: 'K69',
    name: 'ctx.throw after the first words shows what may be shown',
    route: (ctx) => {
      speak(ctx, false)
      ctx.throw(429, 'The model is busy.')
    },
    plain: HANGS,
    says: 'The model is busy.',
  },
  {
    id: 'K70',
    name: 'the route throws after it wrote, without respond = false',
    route: (ctx) => {
      speak(ctx, true)
      throw new Error(SECRET)
    },
    plain: HANGS,
  },
  {
    id: 'K70',
    name: 'the route throws while its source is piped',
    route: async (ctx) => {
      speak(ctx, false)
      new Readable({ read() {} }).pipe(ctx.res)
      await wait(5)
      throw new Error(SECRET)
    },
    plain: HANGS,
  },
  {
    id: 'K72',
    name: 'the route writes and forgets to end',
    route: (ctx) => speak(ctx, true),
    plain: { 'Koa 3': STATUS_TEXT, 'Koa 2': STATUS_TEXT },
  },
]
