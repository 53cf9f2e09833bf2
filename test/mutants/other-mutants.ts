import { type Mutant, mutants } from './mutant.js'

const of = mutants('')

const REPEATED = ['test/conformance/repeated-text.test.ts']

/** Faults of what stands around the state machine. */
export const OTHER: readonly Mutant[] = [
  of(
    '[DONE] is missing',
    'stream-normalizer.ts',
    'if (this.#options.done ?? true)',
    'if (this.#options.done ?? false)',
  ),
  of('[DONE] has no blank line', 'sse/encode.ts', "'data: [DONE]\\n\\n'", "'data: [DONE]\\n'"),
  of('event lines are missing', 'sse/encode.ts', 'return `event: ${LINE', 'return `: ${LINE'),
  of(
    'a CR at the end of a chunk ends its line at once',
    'sse/lines.ts',
    'byte === undefined || (byte === CR && stop === view.length - 1)',
    'byte === undefined',
    ['test/core/sse.test.ts'],
  ),
  of(
    'the last word of a constant is not compared',
    'hot/match.ts',
    'return view.getFloat64(last, true) === words[next]',
    'return true',
    ['test/conformance/hot-path.test.ts'],
  ),
  of(
    'the last byte of a short constant is not compared',
    'hot/match.ts',
    'isPart(template, start, view, at, at + length)',
    'isPart(template, start, view, at, at + length - 1)',
    ['test/conformance/hot-path.test.ts'],
  ),
  of(
    'the message of anything thrown is shown',
    'errors/thrown.ts',
    "const message = exposed ? field(value, 'message') : undefined",
    "const message = exposed || http === undefined ? field(value, 'message') : undefined",
    ['test/conformance/guarantees-leak.test.ts', 'test/core/errors.test.ts'],
  ),
  of(
    'nothing is redacted',
    'errors/redact.ts',
    'const after = round(before)',
    'const after = turn > ROUNDS ? round(before) : before',
    ['test/conformance/guarantees-leak.test.ts'],
  ),
  of(
    'an unknown error is a rate limit',
    'errors/response-code.ts',
    "  }\n  return 'server_error'\n}",
    "  }\n  return 'rate_limit_exceeded'\n}",
    ['test/core/errors.test.ts'],
  ),
  of('finish_reason length is a whole reply', 'protocol/endings.ts', "    'length max_tokens", "    'max_tokens", [
    'test/core/dialect-chat.test.ts',
  ]),
  of(
    'thinking that Anthropic streams is lost',
    'dialects/anthropic-messages/text-blocks.ts',
    "thinking_delta: (delta) => reasoning.text(asText(delta['thinking'])),",
    "thinking_delta: (delta) => reasoning.text(asText(delta['text'])),",
    ['test/core/dialect-anthropic.test.ts'],
  ),
  of(
    'what stands for a long text is taken for it whoever said it',
    'repeated-text.ts',
    'values.length === 1 && filling.holes === found.holes ?',
    'values.length === 1 ?',
    REPEATED,
  ),
  of(
    'a long text is written wherever what stands for it does',
    'repeated-text.ts',
    'if (pieces.length !== holes + 1)',
    'if (pieces.length < holes + 1)',
    REPEATED,
  ),
  of(
    'a long text is known by its length and how it begins',
    'sse/find-string.ts',
    ' && sameBytes(bytes, at, known)) return at',
    ' && (known[0] === bytes[at] || sameBytes(bytes, at, known))) return at',
    REPEATED,
  ),
  of(
    'a character that was cut in two leaves so for good',
    'assemble/text.ts',
    "if (escaped.includes('\\\\ud')) this.plain = false",
    "if (escaped.includes('\\\\ud')) this.plain = true",
    REPEATED,
  ),
]
