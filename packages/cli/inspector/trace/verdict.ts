import {
  type CheckIssue,
  type CheckOptions,
  type CheckPlace,
  type CheckReport,
  checkStream,
} from '@strict-responses/core'
import type { Step } from './step.js'
import type { Trace } from './trace.js'

/** What the checker says of both sides. */
export interface Verdict {
  readonly input: CheckReport
  readonly output: CheckReport
  /** The issues of what came in, by the step they stand in. */
  readonly issues: ReadonlyMap<number, readonly CheckIssue[]>
}

/** How long the page may be kept busy at a time, in milliseconds. */
const SLICE_MS = 12

/** Checks what came and what left, in slices: a long stream does not hold up the page. */
export async function judge(trace: Trace, options: CheckOptions): Promise<Verdict> {
  const [input, output] = [
    await checkStream(sliced(trace.input), options),
    await checkStream(sliced(trace.output), options),
  ]
  const issues = new Map<number, CheckIssue[]>()
  // That another dialect is no Responses stream is no fault of its frames.
  for (const issue of isOther(trace) ? [] : input.issues) {
    const { index } = stepAt(trace.steps, issue.at, input.events)
    issues.set(index, [...(issues.get(index) ?? []), issue])
  }
  return { input, output, issues }
}

/** Whether what came in speaks another dialect, and is converted. */
export function isOther({ dialect }: Trace): boolean {
  return dialect !== undefined && dialect !== 'responses'
}

/** The step that a place of the input stands in. */
export function stepAt(steps: readonly Step[], at: CheckPlace, events: number): Step {
  const last = steps.at(-1) as Step
  if (last.kind === 'end' && at.event >= events && at.type === undefined) return last
  let [low, high] = [0, steps.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((steps[middle]?.line ?? 0) <= at.line) low = middle
    else high = middle - 1
  }
  return steps[low] ?? last
}

async function* sliced(pieces: readonly string[]): AsyncGenerator<string> {
  let until = performance.now() + SLICE_MS
  for (const piece of pieces) {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve))
      until = performance.now() + SLICE_MS
    }
    yield piece
  }
}
