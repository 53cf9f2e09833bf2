import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { soak } from './soak.js'
import { promises, table } from './table.js'

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

const report = await soak({
  seconds: number('minutes') * 60,
  streams: number('streams'),
  seed: number('seed'),
  progress: (line) => console.error(line),
})
const text = table(report)
console.log(text)
writeFileSync(
  'test/soak/RESULTS.md',
  `# Soak\n\nMade by \`pnpm soak --minutes ${values.minutes} --streams ${values.streams} --seed ${values.seed}\`.\n\n${text}`,
)
process.exitCode = promises(report).every(([, holds]) => holds) ? 0 : 1
