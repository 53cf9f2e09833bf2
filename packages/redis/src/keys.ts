/** The keys of a log. */
export interface Keys {
  /** The stream of a response. */
  log(id: string): string
  /** Exists while the writer of a response lives. */
  lease(id: string): string
  /** A stream of the ids of responses that somebody wants cancelled. */
  readonly cancels: string
  /** A stream to which a process writes when its blocking read has to begin anew. */
  wake(process: string): string
}

export function keysOf(prefix: string): Keys {
  return {
    log: (id) => `${prefix}log:${id}`,
    lease: (id) => `${prefix}lease:${id}`,
    cancels: `${prefix}cancels`,
    wake: (process) => `${prefix}wake:${process}`,
  }
}
