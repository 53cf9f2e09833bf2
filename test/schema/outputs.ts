import type { Profile } from '@strict-responses/core'
import { canonical, MIXED, REFUSAL, TEXT, TOOL_CALL } from '../conformance/fixtures/canonical.js'
import { FAULTY } from '../conformance/fixtures/faulty.js'
import { ANTHROPIC, CHAT } from '../fuzz/own-streams.js'
import { FAULTS } from '../interop/faults/index.js'
import { bytesOf, recordings } from '../support/corpus.js'
import { concat, encode, normalize } from '../support/corpus-normalize.js'
import { asObj, type Obj, readFrames } from '../support/oracle-frames.js'

/** A stream to normalize. */
export interface Input {
  /** The corpus folder, or `ours`. */
  readonly group: string
  readonly name: string
  readonly bytes: Uint8Array
}

const DIALECTS = ['responses', 'chat', 'anthropic', 'other']

const ours = (name: string, stream: string): Input => ({ group: 'ours', name, bytes: encode(stream) })

/** Every recording and every fixture of ours. */
export const INPUTS: readonly Input[] = [
  ...DIALECTS.flatMap((group) =>
    recordings(group).map((row): Input => ({ group, name: row.file, bytes: bytesOf(row) })),
  ),
  ...[TEXT, TOOL_CALL, MIXED, REFUSAL].map((items, i) => ours(`canonical ${i}`, canonical(items))),
  ...FAULTY.map(({ name, stream }) => ours(name, stream)),
  ...CHAT.map((stream, i) => ours(`chat ${i}`, stream)),
  ...ANTHROPIC.map((stream, i) => ours(`anthropic ${i}`, stream)),
  ...FAULTS.map(
    (fault): Input => ({
      group: 'ours',
      name: fault.name,
      bytes: concat(fault.chunks.map((chunk) => (typeof chunk === 'string' ? encode(chunk) : chunk))),
    }),
  ),
]

/** The events that leave; none where the stream is another's. */
export function eventsOf(input: Input, profile: Profile): readonly Obj[] {
  const output = normalize([input.bytes], { profile, path: '/v1/responses' })
  if (output.outcome === undefined) return []
  return readFrames(output.bytes)
    .filter((frame) => frame.json !== undefined)
    .map((frame) => asObj(frame.json))
}
