import type { CheckOptions, ClientIssue } from '@strict-responses/core'
import type { Trace } from './trace.js'
import { isOther } from './verdict.js'

/** Both sides of a stream, as the worker is asked about them. */
export interface ClientQuestion {
  /** `undefined` where it speaks another dialect, which no client of Responses reads. */
  readonly input: string | undefined
  readonly output: string
  readonly options: CheckOptions
}

/** Which clients both sides would break, and how. */
export interface ClientVerdict {
  readonly input: readonly ClientIssue[]
  readonly output: readonly ClientIssue[]
}

/** Asks in a worker: `clientIssues` reads a stream whole, and a long one would hold up the page. */
export async function judgeClients(trace: Trace, options: CheckOptions): Promise<ClientVerdict> {
  const worker = new Worker(new URL('./clients-worker.ts', import.meta.url), { type: 'module' })
  const question: ClientQuestion = {
    input: isOther(trace) ? undefined : trace.input.join(''),
    output: trace.output.join(''),
    options,
  }
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<ClientVerdict>) => resolve(data))
      worker.addEventListener('error', ({ message }) => reject(new Error(`the worker failed: ${message}`)))
      worker.postMessage(question)
    })
  } finally {
    worker.terminate()
  }
}
