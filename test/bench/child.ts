import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Tasks } from './tasks.js'

/** The server under test has a core of its own, and the load has another. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

/** Whether processes can be kept on one core. */
export const pinned: boolean = availableParallelism() > 1 && hasTaskset()

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'])
    return true
  } catch {
    return false
  }
}

/** Keeps this process on one core. */
export function pinSelf(core: number): void {
  if (pinned) execFileSync('taskset', ['-acp', String(core), String(process.pid)])
}

/** Starts one of the bundles beside this one. */
export function start(script: string, core: number, args: unknown, flags: readonly string[] = []): ChildProcess {
  const file = fileURLToPath(new URL(`./${script}.js`, import.meta.url))
  const node = [process.execPath, ...flags, file, JSON.stringify(args)]
  const [command = '', ...rest] = pinned ? ['taskset', '-c', String(core), ...node] : node
  return spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

/** The next message of a child. */
export function reply<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const left = (code: number | null): void => reject(new Error(`a process of the benchmark left with code ${code}`))
    child.once('exit', left)
    child.once('message', (message) => {
      child.off('exit', left)
      resolve(message as T)
    })
  })
}

/** Runs a task in a fresh process. */
export function runTask<Name extends keyof Tasks>(
  name: Name,
  input: Tasks[Name]['input'],
): Promise<Tasks[Name]['output']> {
  return reply(start('task-child', LOAD_CORE, [name, input]))
}

/** Runs a task with the hot path and, where it is asked for, without. */
export async function runBoth<Name extends 'paired' | 'push' | 'long'>(
  name: Name,
  input: Omit<Tasks[Name]['input'], 'hotPath'>,
  withOff: boolean,
): Promise<[on: Tasks[Name]['output'], off: Tasks[Name]['output'] | undefined]> {
  const run = (hotPath: boolean): Promise<Tasks[Name]['output']> =>
    runTask(name, { ...input, hotPath } as Tasks[Name]['input'])
  return [await run(true), withOff ? await run(false) : undefined]
}
