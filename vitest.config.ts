import { defineConfig } from 'vitest/config'

const source = (name: string): string => new URL(`./packages/${name}/src/index.ts`, import.meta.url).pathname

/** Tests run from source: no build comes first. */
export default defineConfig({
  resolve: {
    alias: ['core', 'node', 'express', 'fastify', 'koa', 'redis', 'vitest', 'gateway'].map((name) => ({
      find: new RegExp(`^@strict-responses/${name}$`),
      replacement: source(name),
    })),
  },
  test: {
    include: ['test/**/*.test.ts', 'packages/*/src/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    // Tests of clocks and sockets: a busy machine may disturb one of them once.
    retry: process.env['CI'] ? 2 : 0,
    maxWorkers: 2,
  },
})
