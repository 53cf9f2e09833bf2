import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const source = (name: string, entry = 'index'): string =>
  new URL(`./packages/${name}/src/${entry}.ts`, import.meta.url).pathname

/** In which order files run: first those that all would wait for in the end, and what is timed not beside what computes. */
const ORDER: readonly RegExp[] = [
  /\/(soak|tarball|page|matrix|cut|two-processes|redis-restart)\.test\.ts$/,
  /\/test\/(?!adapters|cli|examples|faults|fetch|gateway|resume)[^/]+\/|\/packages\//,
  /./,
]

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const turnOf = ({ moduleId }: TestSpecification): number => ORDER.findIndex((turn) => turn.test(moduleId))
    return ORDER.flatMap((_, turn) => sorted.filter((file) => turnOf(file) === turn))
  }
}

/** Tests run from source: no build comes first. */
export default defineConfig({
  resolve: {
    alias: [
      { find: '@strict-responses/core/responses', replacement: source('core', 'responses') },
      ...['core', 'node', 'express', 'fastify', 'koa', 'redis', 'vitest', 'gateway'].map((name) => ({
        find: new RegExp(`^@strict-responses/${name}$`),
        replacement: source(name),
      })),
    ],
  },
  test: {
    include: ['test/**/*.test.ts', 'packages/*/src/**/*.test.ts'],
    setupFiles: ['test/support/no-stream-left.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Most of what a test makes is soon garbage: a larger nursery takes a tenth off the whole run.
    execArgv: ['--max-semi-space-size=64'],
    // Files that run in the same worker share what they import: a third of the time went into importing it again.
    isolate: false,
    sequence: { sequencer: InOrder },
    // One more than the cores it needs at least: many tests wait.
    maxWorkers: 3,
  },
})
