import { checkStream, type NormalizerOptions, type Profile } from '@strict-responses/core'
import fc from 'fast-check'
import { sseLike } from './arbitraries.js'
import { mutated } from './mutate.js'

export const PROFILES: readonly Profile[] = ['openai', 'open-responses']
export const profile: fc.Arbitrary<Profile> = fc.constantFrom(...PROFILES)
export const dialect: fc.Arbitrary<'auto' | 'responses'> = fc.constantFrom('auto', 'responses')
export const anything: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: mutated },
  { weight: 1, arbitrary: sseLike },
)

/** fast-check prints the seed and the path of a failure; `FC_SEED` and `FC_RUNS` repeat or deepen a run. */
export function runs(times = 1): { numRuns: number; seed?: number } {
  // A fixed seed keeps a submission reproducible; `FC_SEED=$RANDOM FC_RUNS=2000` searches on.
  return { numRuns: times * Number(process.env['FC_RUNS'] ?? 24), seed: Number(process.env['FC_SEED'] ?? 1) }
}

/** What the checker says, under the options that the stream was made with. */
export async function issuesOf(stream: Uint8Array | string, options: NormalizerOptions): Promise<string[]> {
  return (await checkStream(stream, options)).issues.map(({ code, message }) => `${code}: ${message}`)
}
