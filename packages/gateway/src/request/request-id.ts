import { randomUUID } from 'node:crypto'

const USABLE = /^[\w.:-]{1,128}$/

/** The client's own id of a request where it can stand in a log line, else a new one. */
export function requestIdOf(given: string | undefined): string {
  return given !== undefined && USABLE.test(given) ? given : `req_${randomUUID().replaceAll('-', '')}`
}
