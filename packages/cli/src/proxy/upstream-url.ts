import { CannotRun } from '../cannot-run.js'

const HINT = 'Write the base URL of the backend: --upstream http://localhost:8080/v1'

/** The backend's base URL; throws `CannotRun` for what can be none. */
export function upstreamUrl(text: string | undefined): URL {
  if (text === undefined) throw new CannotRun('--upstream is missing', HINT)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new CannotRun(`--upstream is '${text}', which is no http or https URL`, HINT)
  if (url.username !== '' || url.password !== '')
    throw new CannotRun(
      '--upstream holds a name or a password',
      "Name the variable that holds the key with --api-key-env, or write --header 'Authorization: Basic …'.",
    )
  const [endpoint] = /\/(?:responses|chat\/completions|messages)\/?$/.exec(url.pathname) ?? []
  if (endpoint !== undefined) {
    const base = new URL(url)
    base.pathname = url.pathname.slice(0, -endpoint.length)
    throw new CannotRun(
      `--upstream ends with ${endpoint}, which the proxy adds itself`,
      `Write --upstream ${base.href}`,
    )
  }
  return url
}
