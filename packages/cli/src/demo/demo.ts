import { once } from 'node:events'
import { drain } from '@strict-responses/node'
import { CannotRun } from '../cannot-run.js'
import type { Command } from '../command.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { nearest } from '../options/suggest.js'
import { Output } from '../terminal/output.js'
import { type Paint, painter } from '../terminal/paint.js'
import { createApp } from './app.js'
import { listen } from './listen.js'
import { replay } from './replay.js'
import { sideBySide } from './side-by-side.js'
import { DEFAULT_UPSTREAM, UPSTREAMS } from './upstreams/upstreams.js'

/** How long open streams get when the demo stops. */
const LEAVING_MS = 500

/** Faulty servers, raw and mended. */
export const demo: Command = {
  summary: 'faulty servers before and after, with no key and no network',
  operands: '[UPSTREAM]',
  most: 1,
  options: {
    port: {
      short: 'p',
      value: 'N',
      integer: [0, 65_535],
      help: 'the port (default: PORT, else 3000 or the next one that is free)',
    },
    once: { help: 'print the two streams and leave, without a server' },
  },
  examples: [
    ['strict-responses demo', 'start the server; open its address in a browser'],
    ['strict-responses demo copilot --once', 'show what becomes of one upstream'],
  ],
  notes: [
    'Routes: /raw/UPSTREAM/responses and /v1/UPSTREAM/responses are Express; /v1/fastify/… and /v1/koa/… the other frameworks.',
    `Upstreams: ${Object.keys(UPSTREAMS).join(', ')}.`,
    'Exit codes: 0 stopped, or printed with --once; 2 could not run.',
  ],
  run,
}

async function run(args: Arguments, io: Io): Promise<number> {
  const [name = DEFAULT_UPSTREAM] = args.positionals
  const stdout = new Output(io.stdout)
  const paint = painter(io.stdout, io.env)
  const shown = comparison(name, io, paint)
  if (args.flag('once')) {
    await stdout.write(shown)
    return EXIT.ok
  }
  const wanted = args.integer('port') ?? portFrom(io.env['PORT'])
  const { server, port } = await listen(createApp(), wanted, 'demo')
  await stdout.write(shown)
  if (wanted === undefined && port !== 3000)
    await stdout.write(paint('yellow', `\nPort 3000 is in use; this is ${port}.\n`))
  await stdout.write(invitation(`http://127.0.0.1:${port}`, paint))
  if (!io.signal.aborted) await once(io.signal, 'abort')
  server.close()
  await drain(LEAVING_MS)
  server.closeAllConnections()
  return EXIT.ok
}

function portFrom(value: string | undefined): number | undefined {
  if (value === undefined || value === '') return undefined
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new CannotRun(`PORT is '${value}'`, 'It must be an integer between 0 and 65535.')
  return Number(value)
}

function comparison(name: string, io: Io, paint: Paint): string {
  const upstream = Object.hasOwn(UPSTREAMS, name) ? UPSTREAMS[name] : undefined
  if (!upstream) {
    const names = Object.keys(UPSTREAMS)
    const near = nearest(name, names)
    throw new CannotRun(
      `unknown upstream '${name}'`,
      `${near ? `Did you mean ${near}? ` : ''}There are ${names.join(', ')}.`,
    )
  }
  const heading = `${paint('bold', upstream.title)}: ${upstream.fault}\n${paint('dim', `after ${upstream.after}`)}\n\n`
  return `\n${heading}${sideBySide(replay(upstream), io.stdout.columns, paint)}`
}

function invitation(origin: string, paint: Paint): string {
  const names = Object.keys(UPSTREAMS)
  return `
Try it, raw and mended:

  curl -N ${origin}/raw/${DEFAULT_UPSTREAM}/responses
  curl -N ${origin}/v1/${DEFAULT_UPSTREAM}/responses
  curl -N ${origin}/v1/responses -d '{"model":"any","input":"Hi","stream":true}' -H 'content-type: application/json'

By Fastify and Koa: /v1/fastify/${DEFAULT_UPSTREAM}/responses, /v1/koa/${DEFAULT_UPSTREAM}/responses.
In place of ${DEFAULT_UPSTREAM}: ${names.filter((name) => name !== DEFAULT_UPSTREAM).join(', ')}.
All of them in a browser, frame by frame: ${paint('cyan', origin)}

Ctrl-C stops it.
`
}
