import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One recording of the corpus. */
export interface Recording {
  /** Path inside the corpus, e.g. `responses/vllm-….sse`. */
  readonly file: string
  readonly dialect: string
  readonly provider: string
  readonly fidelity: string
  readonly features: readonly string[]
  readonly deviations: readonly string[]
  readonly notes: string
  readonly path: string
}

const root = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const index = `${root}INDEX.tsv`

/** Whether the recordings are there; they are no part of the project. */
export const corpusAvailable: boolean = existsSync(index)

/** Why corpus tests were skipped. */
export const CORPUS_ABSENT = `the corpus of recordings is not at ${root}: these tests are skipped`

const words = (cell: string | undefined): string[] => (cell ?? '').split('|').filter((word) => word !== '')

function readIndex(): Recording[] {
  if (!corpusAvailable) return []
  const [head = '', ...lines] = readFileSync(index, 'utf8').split('\n')
  const columns = head.split('\t')
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t')
      const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
      const file = cell('file')
      return {
        file,
        dialect: cell('dialect'),
        provider: cell('provider'),
        fidelity: cell('fidelity'),
        features: words(cell('features')),
        deviations: words(cell('deviations')),
        notes: cell('notes'),
        path: `${root}${file}`,
      }
    })
}

const rows = readIndex()

/** The event-stream recordings of a dialect. */
export function recordings(dialect: string): Recording[] {
  return rows.filter((row) => row.dialect === dialect && row.file.endsWith('.sse'))
}

/** The replies to `stream: true` of a dialect that are no event streams: JSON, NDJSON. */
export function otherReplies(dialect: string): Recording[] {
  return rows.filter((row) => row.dialect === dialect && !row.file.endsWith('.sse'))
}

/** The bytes of a recording. */
export function bytesOf(recording: Recording): Uint8Array {
  return new Uint8Array(readFileSync(recording.path))
}

/** The lengths of the original network chunks, where they were recorded. */
export function chunkLengthsOf(recording: Recording): number[] | undefined {
  const path = `${recording.path}.chunks.json`
  if (!existsSync(path)) return undefined
  const lengths: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return Array.isArray(lengths) ? lengths.filter((length) => typeof length === 'number') : undefined
}

/** Rows for `it.each`: `%s` prints the whole name, `$file` only its beginning. */
export function byName(recordings: readonly Recording[]): [name: string, recording: Recording][] {
  return recordings.map((recording) => [recording.file, recording])
}
