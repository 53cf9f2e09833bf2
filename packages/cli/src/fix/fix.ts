import { createNormalizer, type Normalizer } from '@strict-responses/core'
import { CannotRun } from '../cannot-run.js'
import type { Command } from '../command.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import type { Arguments } from '../options/arguments.js'
import { REPAIRING, STRICTNESS, streamOptions } from '../options/stream-options.js'
import { inputName, readInput } from '../read-input.js'
import { Output } from '../terminal/output.js'
import { foreign } from './foreign.js'
import { jsonInput } from './json-input.js'
import { repairPrinter } from './repair-printer.js'
import { StrictOutput } from './strict-output.js'

/** Makes a stream strict as it comes. */
export const fix: Command = {
  summary: 'a strict stream on standard output, from whatever a server sent',
  operands: '[FILE|-]',
  most: 1,
  options: {
    ...REPAIRING,
    ...STRICTNESS,
    verbose: { short: 'v', help: 'name each repair on standard error' },
  },
  examples: [
    ['strict-responses fix broken.sse > strict.sse', 'mend a recorded stream'],
    ['curl -N … | strict-responses fix --verbose', 'mend a stream as it comes, and say how'],
    ['strict-responses fix chat.sse | strict-responses check', 'convert Chat Completions, then check the result'],
    ['strict-responses fix reply.json', 'a JSON reply instead of a stream becomes the stream that it stands for'],
    ['some-model | strict-responses fix --dialect text', 'plain text becomes a Responses stream'],
  ],
  notes: [
    'Reads event streams of Responses, Chat Completions and Anthropic Messages, one JSON reply of any of them, and the NDJSON of Ollama.',
    'Exit codes: 0 the output is strict, however the response ended; 2 there is no output; 130 interrupted.',
  ],
  run,
}

async function run(args: Arguments, io: Io): Promise<number> {
  const [path] = args.positionals
  const stderr = new Output(io.stderr)
  const printer = args.flag('verbose') ? repairPrinter(stderr, io) : undefined
  const options = streamOptions(args)
  // Whoever calls `fix` asks for a Responses stream: an empty input is a failed one, and JSON is expanded.
  const normalizer = createNormalizer({ ...options, path: '/v1/responses', expandJson: true, ...printer })
  const output = new StrictOutput(normalizer, new Output(io.stdout))
  let last: Uint8Array | undefined
  try {
    const input = readInput(path, io)
    for await (const chunk of options.dialect === 'text' ? input : jsonInput(input)) {
      last = chunk
      const read = await output.leave(normalizer.push(chunk))
      if (normalizer.state === 'foreign') throw foreign(inputName(path), chunk)
      // A reader of ours that waits for the end must not wait for a server that never closes.
      if (!read || normalizer.state === 'done') return EXIT.ok
    }
    // A pipe that is destroyed may just end.
    if (io.signal.aborted) throw new Error('interrupted')
    const silent = normalizer.state === 'detecting'
    await output.leave(normalizer.end())
    if (stateOf(normalizer) === 'foreign') throw foreign(inputName(path), last)
    if (silent)
      await stderr.write(`strict-responses fix: ${inputName(path)} had no events: the response is a failed one\n`)
    return EXIT.ok
  } catch (error) {
    if (error instanceof CannotRun && !io.signal.aborted) throw error
    await output.leave(normalizer.fail(error))
    if (io.signal.aborted) return EXIT.interrupted
    throw error
  }
}

// A call may change the state: read through a function, the compiler does not take it for settled.
const stateOf = ({ state }: Normalizer): Normalizer['state'] => state
