import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

// On node:http alone: Express and Koa let each request and reply wait for a mark themselves, and all that hangs on them.
it('what a stream leaves behind is collected young: nothing waits for a mark of the whole heap', async () => {
  // With room for all that becomes old: a mark would hide it.
  const args = ['--initial-old-space-size=1000', 'test/support/run.js', 'test/support/adapters/garbage-process.ts']
  const { stdout } = await run(process.execPath, args)
  const [without, ours] = JSON.parse(stdout) as [number, number]
  // A whole stream and its reply are 15 KB.
  expect(ours - without).toBeLessThan(3000)
})
