import type { JsonObject } from './json.js'
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
  try {
    Reflect.apply(callbacks[name] ?? nobody, callbacks, said)
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

const nobody = (): void => {}

/** What a function of the user's gives; what `otherwise` gives where it throws. */
export function ask<T>(options: Callbacks, give: () => T, otherwise: () => T): T {
  try {
    return give()
  } catch (error) {
    broke(options, error)
    return otherwise()
  }
}

/**
 * The request body, where it is known.
 *
 * @example
 * requestBody({ request: () => req.body })?.stream
 */
export function requestBody(options: Pick<NormalizerOptions, 'request' | 'onError'>): JsonObject | undefined {
  const { request } = options
  return typeof request === 'function' ? ask(options, request, () => undefined) : request
}
