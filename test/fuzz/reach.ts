import { readdirSync, readFileSync } from 'node:fs'
import { type Profiler, Session } from 'node:inspector'
import { fileURLToPath } from 'node:url'

/** How much of the normalizer a run reached. */
export interface Reach {
  readonly reached: number
  readonly of: number
  /** What was never reached, by file, most first. */
  readonly missed: readonly (readonly [file: string, blocks: number])[]
}

const CORE =
  /^\/\/ (packages\/core\/src\/(?:normalizer|upstream|assemble|dialects|errors|hot|protocol\/shape|sse)\S*\.ts)$/gm

/** Counts the blocks of code that V8 ran, functions and branches, in the bundle that is running. */
export class ReachCounter {
  readonly #session = new Session()
  readonly #url: string

  constructor(url: string) {
    this.#url = url
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  take(): Reach {
    let scripts: readonly Profiler.ScriptCoverage[] = []
    this.#session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      scripts = result
    })
    this.#session.disconnect()
    const ranges = scripts
      .filter((script) => script.url === this.#url)
      .flatMap((script) => script.functions.flatMap((one) => one.ranges))
    return reachOf(readFileSync(fileURLToPath(this.#url), 'utf8'), ranges)
  }
}

/** The bundler names each file in a comment before its code. */
function reachOf(bundle: string, ranges: readonly Profiler.CoverageRange[]): Reach {
  const files = [...bundle.matchAll(CORE)].map((match) => ({ file: match[1]!, start: match.index }))
  const ends = [...bundle.matchAll(/^\/\/ \S+\.[a-z]+$/gm)].map((match) => match.index)
  const missed = new Map<string, number>()
  let reached = 0
  let of = 0
  for (const { startOffset, count } of ranges) {
    const file = files.findLast(({ start }) => start <= startOffset)
    const end = ends.find((at) => at > (file?.start ?? 0)) ?? bundle.length
    if (!file || startOffset >= end) continue
    of++
    if (count > 0) reached++
    else missed.set(file.file, (missed.get(file.file) ?? 0) + 1)
  }
  return { reached, of, missed: [...missed].sort((a, b) => b[1] - a[1]) }
}

/** Codes that the sources can report, as far as they stand there in one piece. */
export function knownRepairs(sources: string): Set<string> {
  const areas = 'dialect|error|event|fields|framing|ids|index|lifecycle|output|profile|sequence|terminal|text'
  const code = new RegExp(`'((?:${areas})/[a-z-]+)'`, 'g')
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  return new Set(
    files
      .filter((file) => file.endsWith('.ts') && !file.startsWith('check/') && !file.startsWith('agent/'))
      .flatMap((file) => [...readFileSync(`${sources}${file}`, 'utf8').matchAll(code)].map((match) => match[1]!)),
  )
}
