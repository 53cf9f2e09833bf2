import type { Random } from './random.js'

/** Writes the same stream in another way. */
type Reframe = (stream: string, random: Random) => string

/** What servers do to the lines of a stream; none of it changes what the frames say. */
export const FRAMINGS = {
  crlf: (stream) => stream.replaceAll('\n', '\r\n'),
  cr: (stream) => stream.replaceAll('\n', '\r'),
  tight: (stream) => stream.replaceAll(/^(data|event): /gm, '$1:'),
  bom: (stream) => `\uFEFF${stream}`,
  'no-event-lines': (stream) => stream.replaceAll(/^event: .*\n/gm, ''),
  'data-first': (stream) => stream.replaceAll(/^(event: .*\n)(data: .*\n)/gm, '$2$1'),
  'two-data-lines': (stream) => stream.replaceAll(/^(data: \{"[^"]*":)/gm, '$1\ndata: '),
  // Where the blank lines are gone only a whole object shows where a frame ends.
  'one-newline': (stream) => (/^data: ?(?!\{.*\}|\[DONE\])/m.test(stream) ? stream : stream.replaceAll('\n\n', '\n')),
  'bare-json': (stream) =>
    /^data: .*\ndata: /m.test(stream)
      ? stream
      : stream.replaceAll(/^event: .*\n/gm, '').replaceAll(/^data: (\{.*)$/gm, '$1'),
  'no-last-blank-line': (stream) => stream.replace(/\n+$/, ''),
  comments: (stream, random) => {
    const comment = random.pick([': hi\n', ': hi\n\n', ':\n\n'])
    return stream.replaceAll(/\n\n/g, () => (random.chance(0.3) ? `\n\n${comment}` : '\n\n'))
  },
} satisfies Record<string, Reframe>

type Corrupt = (bytes: Uint8Array, random: Random) => Uint8Array

/** What a broken transport does to bytes. */
export const CORRUPTIONS = {
  'flip-bits': (bytes, random) => {
    const copy = bytes.slice()
    const at = random.below(copy.length)
    if (copy.length > 0) copy[at] = copy[at]! ^ (1 << random.below(8))
    return copy
  },
  'lose-bytes': (bytes, random) => {
    const at = random.below(bytes.length)
    const kept = [...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random.below(20))]
    return Uint8Array.from(kept)
  },
} satisfies Record<string, Corrupt>
