import type { EventLog } from '@strict-responses/core'

/** A log that says which ids it was given to keep. */
export function noted(log: EventLog): { readonly log: EventLog; readonly ids: readonly string[] } {
  const ids: string[] = []
  return {
    ids,
    log: {
      leaseMs: log.leaseMs,
      open(id, options) {
        ids.push(id)
        return log.open(id, options)
      },
      get: (id) => log.get(id),
      read: (id, from, signal) => log.read(id, from, signal),
      cancel: (id) => log.cancel(id),
      seal: (id, frames, response) => log.seal(id, frames, response),
    },
  }
}
