import { CannotRun } from '../cannot-run.js'
import type { Arguments } from '../options/arguments.js'
import { printable } from '../terminal/printable.js'

const HINTS: Readonly<Record<number, string>> = {
  401: 'Give a key with --key-env NAME, or a header with --header.',
  403: 'Give a key with --key-env NAME, or a header with --header.',
  404: 'Is the path right? A base URL ends with /v1; the model may be unknown too: name one with --model.',
  405: 'Is the path right? A base URL ends with /v1.',
  429: 'Wait, then try again.',
}

/** Says what a server answered instead of a stream. */
export async function httpError(url: string, response: Response, args: Arguments): Promise<CannotRun> {
  const { status, statusText } = response
  const body = await response.text().catch(() => '')
  const said = message(body)
  const unnamed = status >= 400 && status < 500 && args.text('model') === undefined
  const hint = HINTS[status] ?? (unnamed ? 'The server may want a model: name one with --model.' : undefined)
  return new CannotRun(`${url} answered ${status}${statusText && ` ${statusText}`}${said && `: ${said}`}`, hint)
}

/** The message of an error reply, or its beginning. */
function message(body: string): string {
  return printable(declared(body) ?? body, 300)
}

function declared(body: string): string | undefined {
  try {
    const { error, message, detail }: { error?: { message?: unknown }; message?: unknown; detail?: unknown } =
      JSON.parse(body)
    return [error?.message, error, message, detail].find((text): text is string => typeof text === 'string')
  } catch {
    return undefined
  }
}
