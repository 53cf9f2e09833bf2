import type { Mutant } from './mutant.js'
import type { Tree } from './tree.js'

/** What became of a mutant. */
export interface Verdict {
  readonly mutant: Mutant
  readonly fate: 'caught' | 'survived' | 'does not apply' | 'does not build'
  /** The test that caught it, or what went wrong. */
  readonly by: string
}

const REST = ['test/core', 'test/conformance', 'test/corpus', 'test/interop/matrix.test.ts']
const REPORT = '.mutant-report.json'

/** The first test that failed in vitest's report. */
function firstFailure(report: string): string | undefined {
  const { testResults } = JSON.parse(report) as {
    readonly testResults: readonly {
      readonly name: string
      readonly message: string
      readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
    }[]
  }
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed')
    if (failed) return `${name.replace(/^.*\/test\//, '')}: ${failed.fullName}`
  }
  return undefined
}

/** Builds the copy with a mutant in it and runs the tests, the likely ones first. */
export async function judge(mutant: Mutant, tree: Tree): Promise<Verdict> {
  const fault = tree.apply(mutant)
  try {
    if (fault !== undefined) return { mutant, fate: 'does not apply', by: fault }
    const built = await tree.run('typescript/bin/tsc', ['-p', 'packages/core', '--noEmit'])
    if (!built.ok) return { mutant, fate: 'does not build', by: built.output.split('\n')[0] ?? '' }
    for (const files of [[...new Set(mutant.tests)], REST]) {
      const args = ['run', '--bail', '1', '--reporter', 'json', '--outputFile', REPORT, ...files]
      const tested = await tree.run('vitest/vitest.mjs', args)
      if (tested.ok) continue
      const by = firstFailure(tree.read(REPORT) ?? '{"testResults":[]}')
      // A run that breaks without a failing test proves nothing.
      if (by === undefined) return { mutant, fate: 'survived', by: `vitest broke: ${tested.output.slice(0, 300)}` }
      return { mutant, fate: 'caught', by }
    }
    return { mutant, fate: 'survived', by: '' }
  } finally {
    tree.restore()
  }
}
