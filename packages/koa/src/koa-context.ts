import type { ServerReply, ServerRequest } from '@strict-responses/node'

/** What the adapter uses of a Koa context. Every context has it, whatever state and properties an application adds. */
export interface KoaContext {
  readonly req: ServerRequest
  readonly res: ServerReply
  readonly request: object
  readonly originalUrl: string
  respond?: boolean | undefined
}
