import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const source = (name: string): string => new URL(`./packages/${name}/src/index.ts`, import.meta.url).pathname

/** Files that would be waited for if they came last. */
const LONGEST =
  /\/(soak|two-processes|redis-restart|leaving|concurrent|tarball|page|matrix|snippets|cut|fuzz)\.test\.ts$/

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [true, false].flatMap((long) => sorted.filter(({ moduleId }) => LONGEST.test(moduleId) === long))
  }
}

/** Servers and clocks: these mostly wait, and are in a hurry when they do not. */
const WAITING = 'test/{adapters,cli,examples,faults,fetch,gateway,resume,soak}/**/*.test.ts'
const ALL = ['test/**/*.test.ts', 'packages/*/src/**/*.test.ts']

/** Tests run from source: no build comes first. */
export default defineConfig({
  resolve: {
    alias: ['core', 'node', 'express', 'fastify', 'koa', 'redis', 'vitest', 'gateway'].map((name) => ({
      find: new RegExp(`^@strict-responses/${name}$`),
      replacement: source(name),
    })),
  },
  test: {
    testTimeout: 60_000,
    pool: 'threads',
    // Files that run in the same worker share what they import: a third of the time went into importing it again.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // One after the other: what computes must not make what measures time late.
    projects: [
      {
        extends: true,
        test: { name: 'computing', include: ALL, exclude: [WAITING], maxWorkers: 3, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'waiting', include: [WAITING], maxWorkers: 4, maxConcurrency: 12, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
