import { once } from 'node:events'
import { type StatsListener, unwatchFile, watchFile } from 'node:fs'
import { CannotRun } from '../cannot-run.js'
import type { Io } from '../io.js'
import { Output } from '../terminal/output.js'
import { isUrl } from './request-url.js'

/** How often files are looked at, in milliseconds. Polled: an editor that writes a new file in its place is noticed too. */
const POLL_MS = 200
const CLEAR = '\u001b[2J\u001b[3J\u001b[H'

/** Does something now, and again whenever one of the files changes, until the user stops it. */
export async function watch(
  targets: readonly (string | undefined)[],
  io: Io,
  work: () => Promise<unknown>,
): Promise<void> {
  const files = targets.filter((target): target is string => target !== undefined && target !== '-' && !isUrl(target))
  if (files.length < targets.length) throw new CannotRun('--watch needs files', 'Name the files to watch.')
  const stderr = new Output(io.stderr)
  let changed = (): void => {}
  const listener: StatsListener = (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) changed()
  }
  for (const file of files) watchFile(file, { interval: POLL_MS }, listener)
  const stopped = once(io.signal, 'abort')
  try {
    while (!io.signal.aborted) {
      const change = new Promise<void>((resolve) => {
        changed = resolve
      })
      if (io.stdout.isTTY) await new Output(io.stdout).write(CLEAR)
      await work()
      await stderr.write(`watching ${files.join(', ')}; Ctrl-C stops\n`)
      if (!io.signal.aborted) await Promise.race([change, stopped])
    }
  } finally {
    for (const file of files) unwatchFile(file, listener)
  }
}
