import { isObject, type JsonObject } from './json.js'
import type { NormalizerOptions } from './options.js'

/** The callbacks that are told of a stream. */
export type Callbacks = Pick<NormalizerOptions, 'onError' | 'onRepair' | 'onEnd' | 'onFrames'>

/**
 * Tells one of the user's callbacks. What it throws ends no stream: `onError` hears of it, and where that is missing or is
 * what threw, the process does, as of an error that nobody catches.
 *
 * @example
 * tell(options, 'onError', new Error('The log is full.'))
 */
export function tell<Name extends keyof Callbacks>(
  callbacks: Callbacks,
  name: Name,
  ...said: Parameters<NonNullable<Callbacks[Name]>>
): void {
  const callback = callbacks[name]
  if (!callback) return
  try {
    Reflect.apply(callback, callbacks, said)
  } catch (error) {
    broke(name === 'onError' ? {} : callbacks, error)
  }
}

function broke(callbacks: Callbacks, error: unknown): void {
  if (callbacks.onError) return tell(callbacks, 'onError', error)
  queueMicrotask(() => {
    throw error
  })
}

/** What a function of the user's gives; what `otherwise` gives where it throws. */
export function ask<Asked extends readonly unknown[], Given>(
  callbacks: Callbacks,
  give: (...asked: Asked) => Given,
  otherwise: (...asked: Asked) => Given,
  ...asked: Asked
): Given {
  try {
    return give(...asked)
  } catch (error) {
    broke(callbacks, error)
    return otherwise(...asked)
  }
}

/**
 * The request body, where it is known and an object.
 *
 * @example
 * requestBody({ request: () => req.body })?.stream
 */
export function requestBody(options: Pick<NormalizerOptions, 'request' | 'onError'>): JsonObject | undefined {
  const { request } = options
  const body: unknown = typeof request === 'function' ? ask(options, request, () => undefined) : request
  return isObject(body) ? body : undefined
}
