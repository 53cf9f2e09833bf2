import { existsSync, readFileSync } from 'node:fs'
import type { ClientName } from '@strict-responses/core'
import { expectedOfRecording, expectedSymptom } from '../interop/expected/expected.js'
import type { Fault } from '../interop/faults/fault.js'
import { READERS } from '../interop/readers/index.js'

/** The columns of the matrix, by the name of the client here. */
const COLUMNS: Readonly<Record<string, ClientName>> = {
  'openai 7 create': 'openai',
  'openai 7 stream': 'openai-stream',
  'openai 6 create': 'openai-6',
  'openai 6 stream': 'openai-6-stream',
  agents: 'openai-agents',
  'ai 7': 'ai-sdk',
  'ai 7 open-responses': 'ai-sdk-open-responses',
  langchain: 'langchain',
}

/** What a client makes of a raw stream: a cell of the matrix. */
export type Observed = ReadonlyMap<ClientName, string>

/** Whether a cell says that the caller does not get what the upstream said. */
export const breaks = (cell: string): boolean => !/^(ok|err$|event|f=error)/.test(cell)

/** What the official clients did with a faulty upstream, by the matrix. */
export const ofFault = ({ name }: Fault): Observed =>
  new Map(Object.entries(COLUMNS).map(([column, client]) => [client, expectedSymptom(name, column)]))

/** The same of a recording; those that break nobody have no row. */
export function ofRecording(name: string): Observed {
  const row = expectedOfRecording(name)
  return new Map(Object.entries(COLUMNS).map(([column, client]) => [client, row?.[column] ?? 'ok']))
}

type Item = {
  readonly type?: string
  readonly content?: readonly { readonly text?: string; readonly refusal?: string }[]
}

/** What the readers make of a faulty upstream, in the words of the matrix. */
export function ofReaders({ said }: Fault, bytes: Uint8Array): Observed {
  return new Map(
    READERS.map((reader) => {
      const client = reader.name.toLowerCase() as ClientName
      const { error, events } = reader.read(bytes)
      if (said.outcome === 'failed') {
        // Rig and Codex act on what they read; the others hand it on.
        if (error === undefined) return [client, client === 'rig' || client === 'codex' ? 'SILENT' : 'event']
        return [client, said.message && error.includes(said.message) ? 'err' : `err (msg lost) ${error}`]
      }
      if (error !== undefined) return [client, `T: ${error}`]
      const lost = client === 'codex' && !saysAll(events as readonly Item[], said)
      return [client, lost ? 'LOST' : 'ok']
    }),
  )
}

function saysAll(items: readonly Item[], { text, calls }: Fault['said']): boolean {
  const messages = items.filter(({ type }) => type === 'message').flatMap(({ content = [] }) => content)
  const said = messages.map((part) => part.text ?? '').join('')
  return said === text && items.filter(({ type }) => type === 'function_call').length === calls.length
}

const clients = new URL('../../../shared/CLIENTS.md', import.meta.url)

/** What openai-python did, by the measurements beside the project; `undefined` where they are absent. */
export function ofPython(): ReadonlyMap<string, Observed> | undefined {
  if (!existsSync(clients)) return undefined
  const rows = readFileSync(clients, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.replaceAll(/[`*]/g, '').trim()))
  return new Map(
    rows.map((cells) => [
      cells[1]!,
      new Map([
        ['openai-python', cells[13]!],
        ['openai-python-stream', cells[14]!],
      ]),
    ]),
  )
}
