import { askedOf, type ResumeResponsesOptions, resumeAnswer, sendStream } from '@strict-responses/node'
import type { KoaContext } from './koa-context.js'

/** What is used of a context beside its request and reply. */
interface AnsweringContext extends KoaContext {
  status: number
  body: unknown
}

/**
 * Gives back responses that an event log keeps: `GET …/responses/{id}`, `?stream=true&starting_after=N` and
 * `POST …/responses/{id}/cancel`, as OpenAI's API does. Every other request goes on.
 *
 * @param options The log, and who may read what, by Koa's context; see `ResumeResponsesOptions`.
 * @example
 * app.use(resumeResponses({ eventLog, authorize: (id, ctx) => ownerOf(id) === ctx.state.user }))
 */
export function resumeResponses<Context extends AnsweringContext = AnsweringContext>(
  options: ResumeResponsesOptions<Context>,
): (ctx: Context, next: () => Promise<unknown>) => Promise<void> {
  return async function resumeResponses(ctx, next) {
    const asked = askedOf(ctx.req, options)
    if (!asked) {
      await next()
      return
    }
    const answer = await resumeAnswer(asked, options, ctx)
    if ('stream' in answer) {
      ctx.respond = false
      await sendStream(ctx.res, { ...options, ...answer })
      return
    }
    ctx.status = answer.status
    ctx.body = answer.body
  }
}
