import { checkStream, clientIssues } from '@strict-responses/core'
import { CannotRun } from '../cannot-run.js'
import type { Command } from '../command.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { HEARTBEAT, STRICTNESS, streamOptions } from '../options/stream-options.js'
import { inputName, readInput } from '../read-input.js'
import { Output } from '../terminal/output.js'
import { painter } from '../terminal/paint.js'
import { Progress } from '../terminal/progress.js'
import type { Checked } from './checked.js'
import { CLIENT, clientsOf } from './client-options.js'
import { jsonReport, lintReport } from './print-report.js'
import { REQUEST } from './request-options.js'
import { isUrl, requestUrl } from './request-url.js'
import { watch } from './watch.js'

/** Says whether streams are strict, and where they are not. */
export const check: Command = {
  summary: 'is this a strict stream? a report like a linter’s',
  operands: '[FILE|URL|-]…',
  most: Number.MAX_SAFE_INTEGER,
  options: {
    ...STRICTNESS,
    ...HEARTBEAT,
    ...CLIENT,
    json: { help: 'one JSON document instead of lines' },
    watch: { short: 'w', help: 'for files: check again whenever one changes' },
    ...REQUEST,
  },
  examples: [
    ['strict-responses check recorded.sse', 'check a recorded stream'],
    ['strict-responses check *.sse --json', 'check many, for a machine'],
    ['strict-responses check recorded.sse --client all', 'which clients would break on it, and how'],
    ['strict-responses check recorded.sse --watch', 'check again whenever the file changes'],
    ['curl -N … | strict-responses check', 'check what a server sends'],
    ['strict-responses check http://localhost:8080/v1 --model qwen3', 'ask a server for a small stream and check it'],
    ['strict-responses check https://api.openai.com/v1 --key-env OPENAI_API_KEY --no-done', 'the same, with a key'],
  ],
  notes: [
    'A URL that ends with /v1 gets /responses. The request asks for one small streamed reply.',
    'Exit codes: 0 strict, 1 not strict, 2 could not run, 130 interrupted, as --watch always is.',
  ],
  run,
}

async function run(args: Arguments, io: Io): Promise<number> {
  const targets = args.positionals.length > 0 ? args.positionals : [undefined]
  if (!args.flag('watch')) return checkAll(targets, args, io)
  await watch(targets, io, () => checkAll(targets, args, io))
  return EXIT.interrupted
}

async function checkAll(targets: readonly (string | undefined)[], args: Arguments, io: Io): Promise<number> {
  const progress = new Progress(io, targets.length)
  const checked: Checked[] = []
  try {
    for (const target of targets) {
      checked.push(await checkOne(target, args, io, progress))
      if (io.signal.aborted) return EXIT.interrupted
    }
  } finally {
    progress.end()
  }
  const stdout = new Output(io.stdout)
  const report = args.flag('json')
    ? jsonReport(checked)
    : lintReport(checked, clientsOf(args), painter(io.stdout, io.env))
  await stdout.write(report.out)
  await new Output(io.stderr).write(report.problems)
  if (checked.some(({ problem }) => problem)) return EXIT.cannotRun
  return checked.every(({ report }) => report?.ok) ? EXIT.ok : EXIT.notStrict
}

async function checkOne(target: string | undefined, args: Arguments, io: Io, progress: Progress): Promise<Checked> {
  const source = inputName(target)
  progress.begin(source)
  try {
    const reply = target !== undefined && isUrl(target) ? await requestUrl(target, args, io) : undefined
    const input = progress.count(reply?.body ?? readInput(target, io))
    return { source: reply?.url ?? source, ...(await judge(input, args)), notes: reply?.notes ?? [] }
  } catch (error) {
    if (io.signal.aborted) return { source, notes: [] }
    if (error instanceof CannotRun) return { source, problem: error, notes: [] }
    throw error
  } finally {
    progress.finish()
  }
}

/** Checks a stream as it comes; it is kept only where clients are asked about. */
async function judge(input: AsyncIterable<Uint8Array>, args: Arguments): Promise<Pick<Checked, 'report' | 'clients'>> {
  const options = streamOptions(args)
  const clients = clientsOf(args)
  if (clients.length === 0) return { report: await checkStream(input, options) }
  const chunks: Uint8Array[] = []
  for await (const chunk of input) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  return { report: checkStream(bytes, options), clients: clientIssues(bytes, clients, options) }
}
