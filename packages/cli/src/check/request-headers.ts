import { CannotRun } from '../cannot-run.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'

/** The headers of the request; those that the user names win. */
export function requestHeaders(args: Arguments, env: Io['env']): Headers {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'text/event-stream' })
  const name = args.text('key-env')
  if (name !== undefined) {
    const key = env[name]
    if (!key) throw new CannotRun(`the environment variable ${name} is empty`, `Set it: export ${name}=…`)
    put(headers, 'authorization', `Bearer ${key}`, `the key in ${name}`)
  }
  for (const header of args.list('header')) {
    const colon = header.indexOf(':')
    if (colon < 1) throw new CannotRun(`--header '${header}' has no colon`, "Write --header 'Name: value'.")
    put(headers, header.slice(0, colon).trim(), header.slice(colon + 1).trim(), `--header '${header.slice(0, colon)}'`)
  }
  return headers
}

function put(headers: Headers, name: string, value: string, what: string): void {
  try {
    headers.set(name, value)
  } catch {
    throw new CannotRun(
      `${what} is no legal HTTP header`,
      'Names are letters, digits and dashes; values have no line breaks.',
    )
  }
}
