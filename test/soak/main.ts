import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { soak } from './soak.js'
import { promises, promisesTable, table } from './table.js'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    streams: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
  },
})

const number = (name: keyof typeof values): number => {
  const value = Number(values[name])
  if (value > 0) return value
  throw new Error(`--${name} is '${values[name]}': it must be a number above 0`)
}

/**
 * How often all streams are there before the heap is measured first. After 600 streams it grew by 2 MB in the next 8,000:
 * machine code, what V8 keeps to undo it, and Node's own pools. In another 8,000 it grew by 20 objects and 0.6 MB of code.
 */
const LOADS = 10

const report = await soak({
  seconds: number('minutes') * 60,
  streams: number('streams'),
  seed: number('seed'),
  warmUp: number('streams') * LOADS,
  progress: (line) => console.error(line),
})
const text = table(report)
console.log(text)
writeFileSync(
  'test/soak/RESULTS.md',
  `# Soak\n\nMade by \`pnpm soak --minutes ${values.minutes} --streams ${values.streams} --seed ${values.seed}\`.\n\n${text}`,
)
const readme = readFileSync('README.md', 'utf8')
writeFileSync(
  'README.md',
  readme.replace(/(?<=<!-- soak -->\n)[\s\S]*(?=<!-- \/soak -->)/, () => promisesTable(report)),
)
process.exitCode = promises(report).every(([, holds]) => holds) ? 0 : 1
