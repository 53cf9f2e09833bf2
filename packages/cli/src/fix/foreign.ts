import { CannotRun } from '../cannot-run.js'
import { printable } from '../terminal/printable.js'

/** Says that an input is no stream that could be made strict, and what it looks like. */
export function foreign(name: string, chunk: Uint8Array | undefined): CannotRun {
  const excerpt = printable(Buffer.from(chunk?.subarray(0, 240) ?? []).toString(), 60)
  return new CannotRun(
    `${name} is no Responses, Chat Completions or Anthropic Messages stream${excerpt && `: ${excerpt}`}`,
    'Nothing was changed. If you know better, name what it is with --dialect; plain text is --dialect text.',
  )
}
