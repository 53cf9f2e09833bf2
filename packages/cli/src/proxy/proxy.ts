import { once } from 'node:events'
import { createLogger } from '@strict-responses/gateway'
import type { Command } from '../command.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { Output } from '../terminal/output.js'
import { painter } from '../terminal/paint.js'
import { milliseconds } from './duration.js'
import { gatewayOptions } from './gateway-options.js'
import { invitation } from './invitation.js'
import { PROXY_OPTIONS } from './proxy-options.js'
import { startGateway } from './start-gateway.js'

/** How long open streams get when the proxy stops, unless `--drain` says otherwise. */
const DRAIN_MS = 10_000

/** The gateway as a server of its own. */
export const proxy: Command = {
  summary: 'POST /v1/responses in front of any backend',
  operands: '--upstream URL',
  most: 0,
  options: PROXY_OPTIONS,
  examples: [
    [
      'strict-responses proxy --upstream http://localhost:8080/v1',
      'llama.cpp, vLLM, Ollama, …: finds out what it speaks',
    ],
    [
      'strict-responses proxy --upstream https://api.deepseek.com/v1 --api-key-env DEEPSEEK_API_KEY',
      'a hosted backend, with its key',
    ],
    [
      'strict-responses proxy --upstream https://api.anthropic.com/v1 --dialect anthropic-messages --api-key-env KEY',
      'Claude, for clients that speak only Responses',
    ],
    [
      'strict-responses proxy --upstream http://localhost:11434/v1 --hosted-tools drop',
      'for Codex, which offers web_search',
    ],
  ],
  notes: [
    'Standard output gets one JSON line for each request; the rest is on standard error. TIME is 500ms, 2s or 5m; 0 is none.',
    'SIGTERM and SIGINT end it: open streams may end within --drain, or fail cleanly. A second one ends it at once.',
    'Exit codes: 0 stopped, 2 could not run.',
  ],
  run,
}

async function run(args: Arguments, io: Io): Promise<number> {
  const stderr = new Output(io.stderr)
  const options = gatewayOptions(args, io.env)
  const draining = milliseconds(args, 'drain') ?? DRAIN_MS
  const logger = createLogger({ level: logLevel(args), destination: io.stdout })
  const { gateway, server, origin } = await startGateway({ ...options, logger }, args, io.env)
  logger.info({ url: `${origin}/v1`, upstream: options.upstream.href, dialect: options.dialect ?? 'auto' }, 'listening')
  await stderr.write(invitation(origin, options, painter(io.stderr, io.env)))
  if (!io.signal.aborted) await once(io.signal, 'abort')
  server.close()
  await gateway.drain(draining)
  server.closeAllConnections()
  await gateway.close()
  return EXIT.ok
}

/** The word has been checked against its choices. */
const logLevel = (args: Arguments): 'info' | 'warn' | 'error' | 'silent' =>
  (args.text('log-level') as 'info' | 'warn' | 'error' | 'silent' | undefined) ?? 'info'
