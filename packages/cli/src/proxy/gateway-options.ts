import { memoryEventLog } from '@strict-responses/core'
import type { GatewayOptions } from '@strict-responses/gateway'
import { CannotRun } from '../cannot-run.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { streamOptions } from '../options/stream-options.js'
import { milliseconds } from './duration.js'
import { upstreamHeaders } from './upstream-headers.js'
import { upstreamUrl } from './upstream-url.js'

/** The gateway's options, and the upstream as a URL. */
export type ProxyGatewayOptions = GatewayOptions & { readonly upstream: URL }

const MIB = 1024 * 1024

/** Words that are the gateway's own; they have been checked against their choices. */
const WORDS: Readonly<Record<string, keyof GatewayOptions>> = {
  'hosted-tools': 'hostedTools',
  'developer-role': 'developerRole',
  'max-tokens-field': 'maxTokensField',
}

const TIMES: Readonly<Record<string, keyof GatewayOptions>> = {
  'commit-after': 'commitAfter',
  'connect-timeout': 'connectTimeout',
  'idle-timeout': 'idleTimeout',
}

const INTEGERS: Readonly<Record<string, readonly [option: keyof GatewayOptions, unit: number]>> = {
  retries: ['retries', 1],
  'body-limit': ['bodyLimit', MIB],
  'default-max-tokens': ['defaultMaxTokens', 1],
}

/** The options of the gateway that were asked for. */
export function gatewayOptions(args: Arguments, env: Io['env']): ProxyGatewayOptions {
  const asked = [
    ...Object.entries(WORDS).map(([flag, option]) => [option, args.text(flag)]),
    ...Object.entries(TIMES).map(([flag, option]) => [option, milliseconds(args, flag)]),
    ...Object.entries(INTEGERS).map(([flag, [option, unit]]) => {
      const number = args.integer(flag)
      return [option, number === undefined ? undefined : number * unit]
    }),
  ].filter(([, value]) => value !== undefined)
  const replay = args.text('replay-reasoning') as 'reasoning_content' | 'reasoning' | 'off' | undefined
  return {
    ...(streamOptions(args) as Partial<GatewayOptions>),
    ...Object.fromEntries(asked),
    ...(replay !== undefined && { replayReasoning: replay === 'off' ? false : replay }),
    ...(args.text('event-log') === 'memory' && { eventLog: memoryEventLog() }),
    upstream: upstreamUrl(args.text('upstream')),
    apiKey: apiKey(args.text('api-key-env'), env),
    headers: upstreamHeaders(args.list('header')),
    forwardHeaders: args.list('forward-header'),
  }
}

function apiKey(name: string | undefined, env: Io['env']): string | undefined {
  if (name === undefined) return undefined
  const key = env[name]?.trim()
  if (!key) throw new CannotRun(`the environment variable ${name} is empty`, `Set it: export ${name}=…`)
  return key
}
