import { interceptionOf } from '@strict-responses/node'
import type { RouteHandlerMethod } from 'fastify'

/**
 * Ends the stream of a handler that rejects or throws. After `reply.hijack()` Fastify does no more than log such an error,
 * and the client would wait for ever; after a raw write it cuts the stream, or crashes in its older versions.
 */
export function failRejected(handler: RouteHandlerMethod): RouteHandlerMethod {
  return function failing(request, reply) {
    const fail = (error: unknown): boolean => interceptionOf(reply.raw)?.fail(error) ?? false
    try {
      const returned: unknown = handler.call(this, request, reply)
      // A reply is a thenable too, whose `then` calls what it is given first, whatever that is.
      if (returned === reply || !isThenable(returned)) return returned
      return returned.then(undefined, (error: unknown) => {
        fail(error)
        throw error
      })
    } catch (error) {
      if (!fail(error)) throw error
      // Of a reply that has ended, Fastify logs what a handler rejects with, but not what it throws.
      return Promise.reject(error)
    }
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
