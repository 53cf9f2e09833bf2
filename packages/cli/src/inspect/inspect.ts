import { once } from 'node:events'
import { CannotRun } from '../cannot-run.js'
import { REQUEST } from '../check/request-options.js'
import type { Command } from '../command.js'
import { listen } from '../demo/listen.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { Output } from '../terminal/output.js'
import { painter } from '../terminal/paint.js'
import { createInspectApp, STREAM_PATH } from './inspect-app.js'
import { pageMarkup } from './page.js'
import { streamToInspect } from './stream-to-inspect.js'

/** A stream in the browser. */
export const inspect: Command = {
  summary: 'look at a stream in the browser: what came in, what goes out, each repair',
  operands: '[FILE|URL|-]',
  most: 1,
  options: {
    port: {
      short: 'p',
      value: 'N',
      integer: [0, 65_535],
      help: 'the port (default: 3000 or the next one that is free)',
    },
    ...REQUEST,
  },
  examples: [
    ['strict-responses inspect recorded.sse', 'look at a recorded stream; reload to read it again'],
    ['strict-responses inspect http://localhost:8080/v1 --model qwen3', 'ask a server, and watch the stream come'],
    ['curl -N … | strict-responses inspect -', 'look at what a server sent'],
    ['strict-responses inspect', 'built-in faulty streams; drop or paste others'],
  ],
  notes: [
    'Nothing leaves this machine, but for the request to a URL. Ctrl-C stops it.',
    'Exit codes: 0 stopped, 2 could not run.',
  ],
  run,
}

async function run(args: Arguments, io: Io): Promise<number> {
  if (pageMarkup() === undefined)
    throw new CannotRun('the inspector is not built yet', 'Run npx -y pnpm@12 run build first.')
  const [target] = args.positionals
  const stream = target === undefined ? undefined : await streamToInspect(target, args, io)
  const { server, port } = await listen(createInspectApp(stream), args.integer('port'), 'inspect')
  const query = stream ? `?${new URLSearchParams({ url: STREAM_PATH, name: stream.name })}` : ''
  const address = painter(io.stdout, io.env)('cyan', `http://127.0.0.1:${port}/${query}`)
  await new Output(io.stdout).write(
    `${stream ? `Inspect ${stream.name}: ` : 'The inspector: '}${address}\n\nCtrl-C stops it.\n`,
  )
  if (!io.signal.aborted) await once(io.signal, 'abort')
  server.close()
  server.closeAllConnections()
  return EXIT.ok
}
