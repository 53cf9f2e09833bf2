import { type FuzzFrame, jsonFrame } from './frames.js'
import type { Random } from './random.js'
import type { StreamDialect } from './seeds.js'

/** What no client may ever see: a key, a path and an address. */
export const SECRETS: readonly string[] = [
  'sk-proj-Zx9Yw8Vu7Ts6Rq5Po4Nm3',
  '/srv/app/node_modules/agent/index.js',
  '10.11.12.13',
]

const MESSAGE = `connect ${SECRETS.join(' ')}`

/** An error as a route throws it. */
export function thrown(): Error {
  const error = new Error(MESSAGE, { cause: new Error(MESSAGE) })
  error.stack = `Error: ${MESSAGE}\n    at run (${SECRETS[1]}:12:3)`
  return Object.assign(error, { code: 'ECONNREFUSED', body: MESSAGE })
}

/** An error as an upstream declares it, in one of the shapes of its dialect. */
export function declared(dialect: StreamDialect, random: Random): FuzzFrame {
  const error = { type: 'server_error', code: random.pick(['overloaded', 500, null]), message: MESSAGE }
  if (dialect === 'chat-completions') return jsonFrame({ error })
  if (dialect === 'anthropic-messages') return jsonFrame({ type: 'error', error }, 'error')
  return random.pick([
    jsonFrame({ ...error, type: 'error' }, 'error'),
    jsonFrame({ type: 'error', error }),
    jsonFrame({ error }),
    jsonFrame({ type: 'response.failed', response: { status: 'failed', error } }),
  ])
}
