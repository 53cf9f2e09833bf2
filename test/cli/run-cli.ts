import { PassThrough, Readable, Writable } from 'node:stream'
import { main } from '../../packages/cli/src/main.js'

/** What a run left behind. */
export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  readonly stdin?: string | Uint8Array | Readable
  readonly env?: Record<string, string>
  /** Where standard output goes; what it got is not in the result then. */
  readonly stdout?: Writable & { isTTY?: boolean; columns?: number }
  readonly signal?: AbortSignal
}

/** Runs one command line in this process. */
export async function run(argv: readonly string[], around: Surroundings = {}): Promise<Run> {
  const stdout = new Collector()
  const stderr = new Collector()
  const { stdin = '' } = around
  const code = await main(argv, {
    stdin: stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin)]),
    stdout: around.stdout ?? stdout,
    stderr,
    env: around.env ?? {},
    signal: around.signal ?? new AbortController().signal,
  })
  return { code, stdout: stdout.text, stderr: stderr.text }
}

/** Keeps what is written, and tells when some text has come. */
export class Collector extends Writable {
  text = ''
  readonly #waiting: { readonly wanted: string; readonly resolve: () => void }[] = []

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.text += Buffer.from(chunk).toString()
    for (const { wanted, resolve } of this.#waiting) if (this.text.includes(wanted)) resolve()
    done()
  }

  until(wanted: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.text.includes(wanted)) resolve()
      else this.#waiting.push({ wanted, resolve })
    })
  }
}

export const openInput = (): PassThrough => new PassThrough()
