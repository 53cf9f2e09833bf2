import { createReadStream } from 'node:fs'
import { CannotRun } from './cannot-run.js'
import type { Io } from './io.js'

const PROBLEMS: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOENT: ['no such file', 'Check the path, or use - to read standard input.'],
  ENOTDIR: ['no such file', 'Check the path, or use - to read standard input.'],
  EISDIR: ['is a directory', 'Name the files in it.'],
  EACCES: ['may not be read', 'Ask its owner, or change its mode with chmod.'],
  EPERM: ['may not be read', 'Ask its owner, or change its mode with chmod.'],
}

/** The name of an input in messages. */
export function inputName(path: string | undefined): string {
  return path === undefined || path === '-' ? 'standard input' : path
}

/** The bytes of a file, or of standard input for `-` and where nothing is named. */
export async function* readInput(path: string | undefined, io: Io): AsyncGenerator<Uint8Array, void> {
  if (path === undefined && io.stdin.isTTY)
    throw new CannotRun('nothing to read', 'Name a file, pipe a stream in, or use - to type one.')
  const stream = path === undefined || path === '-' ? io.stdin : createReadStream(path)
  const stop = (): unknown => stream.destroy()
  io.signal.addEventListener('abort', stop, { once: true })
  let begun = false
  try {
    for await (const chunk of stream) {
      begun = true
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    }
  } catch (error) {
    if (begun || io.signal.aborted) throw error
    throw explained(inputName(path), error)
  } finally {
    io.signal.removeEventListener('abort', stop)
  }
}

function explained(name: string, error: unknown): CannotRun {
  const { code = '', message } = error as NodeJS.ErrnoException
  const [what, hint] = PROBLEMS[code] ?? [`could not be read (${message})`, undefined]
  return new CannotRun(`${name}: ${what}`, hint)
}
