import type { Readable, Writable } from 'node:stream'

/** Where a command writes; a terminal says that it is one. */
export type Terminal = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }

/** All that a command knows of the process it runs in. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined }
  readonly stdout: Terminal
  readonly stderr: Terminal
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts when the user stops the command. */
  readonly signal: AbortSignal
}

/** The process itself; a second Ctrl-C ends it at once. */
export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return { stdin, stdout, stderr, env, signal: controller.signal }
}
