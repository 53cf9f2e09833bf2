import Router from '@koa/router'
import strict, {
  type KoaContext,
  type Middleware,
  type RouteStream,
  type StrictResponsesOptions,
  streamOf,
  streamResponse,
  strictResponses,
} from '@strict-responses/koa'
import Koa from 'koa'
import mount from 'koa-mount'
import Koa2 from 'koa2'

interface State {
  user: { name: string }
}
interface Extended {
  db: { find(id: string): string }
}

// plain apps, apps with state and context of their own, routers, mounted apps, arrays of middlewares
new Koa().use(strictResponses()).use(strict({ dialect: 'chat-completions' }))
new Koa2().use(strictResponses())
new Koa().use(mount('/v1', new Koa<State, Extended>().use(strictResponses())))

// the types of an app stay as they are
export const chained: Koa<State, Extended> = new Koa<State, Extended>().use(strictResponses())
export const plain: Koa = new Koa().use(strictResponses())

const app = new Koa<State, Extended>()
app.use(strictResponses({ idleTimeout: 1000 })).use(async (ctx, next) => {
  const user: string = ctx.state.user.name
  const found: string = ctx.db.find(user)
  // @ts-expect-error what the app added keeps its type behind us
  const wrong: number = ctx.db.find(found)
  const stream: RouteStream | undefined = streamOf(ctx)
  await next()
  return [wrong, stream?.id, stream?.signal.aborted, streamOf(ctx.req), streamOf(ctx.res)]
})

const router = new Router<State, Extended>()
router.use(strictResponses())
router.post('/v1/responses', strictResponses(), async (ctx) => {
  const name: string = ctx.state.user.name
  await streamResponse(ctx, async function* ({ signal }) {
    if (!signal.aborted) yield { text: name }
    yield ctx.db.find('a')
  })
})
app.use(router.routes())

// a middleware with types of its own is ours as well
export const middleware: Middleware = strictResponses()
export const typed: Koa.Middleware<State, Extended, string> = middleware
export const context = (ctx: Koa.ParameterizedContext<State, Extended, string>): KoaContext => ctx
export const options: StrictResponsesOptions = { profile: 'open-responses', heartbeat: false, limits: { openMs: 1 } }

// @ts-expect-error an option that does not exist
strictResponses({ dialekt: 'responses' })
// @ts-expect-error a value that the option does not have
strictResponses({ dialect: 'chat' })
// @ts-expect-error milliseconds are a number
strictResponses({ idleTimeout: '1s' })
// @ts-expect-error the request is an object or gives one
strictResponses({ request: 'body' })
// @ts-expect-error of plain node:http, not of Koa
strictResponses({} as Koa.Context['req'], {} as Koa.Context['res'])
// @ts-expect-error a context, not its state
streamOf({} as State)
// @ts-expect-error a source yields values, and is not one
streamResponse({} as Koa.Context, 7)
// @ts-expect-error node's reply is not enough: Koa would respond too
streamResponse({} as Koa.Context['res'], async function* () {})
// @ts-expect-error a wrong option of one stream
streamResponse({} as Koa.Context, async function* () {}, { done: 'yes' })
// @ts-expect-error the stream is read only
streamOf({} as Koa.Context)!.id = 'resp_1'
