import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'koa'
import { CREATED, FRAMES, WHOLE } from '../../support/adapters/faulty-stream.js'
import type { KoaVersion } from '../../support/adapters/koa-versions.js'

/** What plain Koa makes of a body: the stream as it is, or JSON. */
export type PlainReply = 'stream' | 'json'

/** One of Koa's ways to send a whole faulty stream. */
export interface KoaWay {
  readonly name: string
  readonly route: (ctx: Context) => unknown
  /** What plain Koa sends; only a stream is ours to mend. */
  readonly plain: Readonly<Record<KoaVersion, PlainReply>>
}

const BOTH = { 'Koa 3': 'stream', 'Koa 2': 'stream' } as const
const SINCE_3 = { 'Koa 3': 'stream', 'Koa 2': 'json' } as const
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

async function* frames(): AsyncGenerator<string> {
  for (const frame of FRAMES) {
    await wait(1)
    yield frame
  }
}

/** Sends a body by `ctx.body`. */
const body = (make: () => unknown) => (ctx: Context) => {
  ctx.type = 'text/event-stream'
  ctx.body = make()
}

function declare(ctx: Context): void {
  ctx.status = 200
  ctx.type = 'text/event-stream'
}

export const KOA_WAYS: readonly KoaWay[] = [
  { name: 'a string', route: body(() => WHOLE), plain: BOTH },
  { name: 'a Buffer', route: body(() => Buffer.from(WHOLE)), plain: BOTH },
  { name: 'a Readable', route: body(() => Readable.from(FRAMES)), plain: BOTH },
  { name: 'an async generator', route: body(() => Readable.from(frames())), plain: BOTH },
  {
    name: 'a PassThrough that is written later',
    route: body(() => {
      const late = new PassThrough()
      setTimeout(() => {
        for (const frame of FRAMES) late.write(frame)
        late.end()
      }, 5)
      return late
    }),
    plain: BOTH,
  },
  {
    name: 'a type set after the body',
    route: (ctx) => {
      ctx.body = Readable.from(FRAMES)
      ctx.type = 'text/event-stream'
    },
    plain: BOTH,
  },
  { name: 'a Web stream', route: body(() => new Blob([WHOLE]).stream()), plain: SINCE_3 },
  { name: 'a Blob', route: body(() => new Blob([WHOLE])), plain: SINCE_3 },
  {
    name: 'a Response',
    route: (ctx) => {
      ctx.body = new Response(WHOLE, { headers: EVENT_STREAM })
    },
    plain: SINCE_3,
  },
  {
    name: 'respond = false',
    route: (ctx) => {
      ctx.respond = false
      ctx.res.writeHead(200, EVENT_STREAM).end(WHOLE)
    },
    plain: BOTH,
  },
  {
    name: 'respond = false, written later',
    route: (ctx) => {
      ctx.respond = false
      setTimeout(() => {
        ctx.res.writeHead(200, EVENT_STREAM).write(CREATED)
        ctx.res.end(WHOLE.slice(CREATED.length))
      }, 5)
    },
    plain: BOTH,
  },
  {
    name: 'res.write, and an end that is awaited',
    route: async (ctx) => {
      declare(ctx)
      for await (const frame of frames()) ctx.res.write(frame)
      await new Promise<void>((resolve) => ctx.res.end(resolve))
    },
    plain: BOTH,
  },
  {
    name: 'pipe(ctx.res)',
    route: (ctx) => {
      declare(ctx)
      ctx.respond = false
      Readable.from(frames()).pipe(ctx.res)
    },
    plain: BOTH,
  },
  {
    name: 'pipeline(ctx.res)',
    route: async (ctx) => {
      declare(ctx)
      await pipeline(frames, ctx.res)
    },
    plain: BOTH,
  },
  {
    name: 'flushHeaders, then a body',
    route: (ctx) => {
      declare(ctx)
      ctx.flushHeaders()
      ctx.body = Readable.from(frames())
    },
    plain: BOTH,
  },
  { name: 'an object', route: body(() => ({ a: 1 })), plain: { 'Koa 3': 'json', 'Koa 2': 'json' } },
]
