import { TASKS, type Tasks } from './tasks.js'

/** Runs one task in a process of its own, and tells the parent what came out. */
async function main<Name extends keyof Tasks>(name: Name, input: Tasks[Name]['input']): Promise<void> {
  const output = await TASKS[name](input)
  process.send?.(output, () => process.disconnect())
}

const [name, input] = JSON.parse(process.argv[2] ?? '')
await main(name, input)
