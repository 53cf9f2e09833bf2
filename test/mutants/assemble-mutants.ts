import { type Mutant, mutants } from './mutant.js'

const of = mutants('assemble/')

/** Faults of the state machine. */
export const ASSEMBLE: readonly Mutant[] = [
  of('numbers begin at 1', 'assembler.ts', 'startingAfter + 1 : 0', 'startingAfter + 1 : 1'),
  of(
    'numbers are the upstream’s own where it has some',
    'emitter.ts',
    "event['sequence_number'] = this.next",
    "event['sequence_number'] ??= this.next",
  ),
  of(
    'no output_text.done is made up',
    'text-events.ts',
    '  assembly.emitter.repeats(text)\n  const { family } = text\n  if (!event)',
    "  assembly.emitter.repeats(text)\n  const { family } = text\n  if (!event && family.part === 'output_text') return\n  if (!event)",
  ),
  of(
    'output_index counts from 1 in what has an address',
    'part-names.ts',
    "event['output_index'] = item.index",
    "event['output_index'] = item.index + 1",
  ),
  of(
    'content_index and summary_index are swapped',
    'part-names.ts',
    "content: 'content_index', summary: 'summary_index'",
    "content: 'summary_index', summary: 'content_index'",
  ),
  of(
    'the last character of a delta is lost',
    'text-events.ts',
    "base['delta'] = delta\n",
    "base['delta'] = delta.slice(0, -1)\n",
  ),
  of(
    'the rest that a done says is lost',
    'text-events.ts',
    'sendDelta(assembly, item, text, index, said.slice(sent.length))',
    "sendDelta(assembly, item, text, index, '')",
    ['test/conformance/guarantees-content.test.ts'],
  ),
  of(
    'text that an announcement repeats leaves twice',
    'text-events.ts',
    ' || (!text.streamed && text.held.startsWith(next))) return',
    " || next === '') return",
    ['test/interop/matrix.test.ts'],
  ),
  of(
    'events after the end leave',
    'assembler.ts',
    "    if (this.outcome) {\n      this.report('lifecycle/event-after-end'",
    "    if (this.outcome && this.resumed) {\n      this.report('lifecycle/event-after-end'",
  ),
  of(
    'events after the error leave',
    'assembler.ts',
    "if (this.failing && row?.role !== 'terminal') {",
    "if (this.failing && row?.role === 'created') {",
  ),
  of(
    'every event has an error key that is null',
    'emitter.ts',
    "event['sequence_number'] = this.next\n",
    "event['sequence_number'] = this.next\n      event['error'] = null\n",
  ),
  of(
    'a repeated response.in_progress leaves',
    'lifecycle.ts',
    '  if (progress.inProgress) {',
    '  if (progress.inProgress && !said) {',
  ),
  of(
    'the response id follows the upstream’s',
    'response.ts',
    "if (identity.id === undefined && id !== ''",
    "if (id !== ''",
    ['test/conformance/guarantees-content.test.ts'],
  ),
  of(
    'an item id that rotates is not pinned',
    'close-item.ts',
    'merge(item.item, said, { type: item.type, id: item.id })',
    'merge(item.item, said, { type: item.type })',
    ['test/conformance/guarantees-content.test.ts'],
  ),
  of(
    'two items may have one id',
    'item-identity.ts',
    'own !== undefined && !router.taken(own) ? own',
    'own !== undefined ? own',
    ['test/conformance/guarantees-content.test.ts'],
  ),
  of(
    'a cut item closes as completed',
    'close-item.ts',
    "if (row.cut !== undefined) done['status'] = row.cut",
    "if (row.cut !== undefined) done['status'] = 'completed'",
    ['test/interop/cut.test.ts', 'test/adapters/failures.test.ts'],
  ),
  of(
    'a stream that lost a frame is whole',
    'missing-terminal.ts',
    'if (damaged || !assembly.begun)',
    'if (!damaged && !assembly.begun)',
    ['test/conformance/guarantees-content.test.ts'],
  ),
  of(
    'a stream that ends without its items’ ends is whole',
    'missing-terminal.ts',
    'item.done && item.closedByUpstream)',
    'item.done || !item.closedByUpstream)',
    ['test/conformance/guarantees-content.test.ts'],
  ),
  of(
    'a call opens before its first argument byte',
    'item-events.ts',
    '  if (item.row?.clientRun) {',
    '  if (item.row?.clientRun && assembly.resumed) {',
    ['test/interop/cut.test.ts'],
  ),
  of(
    'the final output is in reverse',
    'output.ts',
    'assembly.opened.map((item) => merge(',
    'assembly.opened.toReversed().map((item) => merge(',
  ),
  of(
    'items that only the final output names are lost',
    'output.ts',
    'return { found, rest: assembly.resumed ? [] : left }',
    'return { found, rest: assembly.resumed ? left : [] }',
    ['test/conformance/guarantees-content.test.ts', 'test/corpus/responses.test.ts'],
  ),
  of(
    'an error event has no flat fields',
    'error-event.ts',
    "...(shape === 'nested' ? {} : { code, message, param }),",
    "...(shape !== 'flat' ? {} : { code, message, param }),",
  ),
]
