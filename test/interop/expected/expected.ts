import { readFileSync } from 'node:fs'

/** The rows of a table beside this file, by column. */
function table(name: string): { readonly [column: string]: string }[] {
  const [head = '', ...lines] = readFileSync(new URL(name, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const columns = head.split('\t')
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [columns[i]!, cell])))
}

const symptoms = new Map(table('raw.tsv').map((row) => [row['fault']!, row]))
const recordings = new Map(table('recordings.tsv').map((row) => [row['recording']!, row]))
const messages = table('messages.tsv')

/** What a client makes of the raw stream, measured with the versions of the README. */
export function expectedSymptom(fault: string, client: string): string {
  const cell = symptoms.get(fault)?.[client]
  if (!cell) throw new Error(`raw.tsv says nothing of ${client} on ${fault}`)
  return cell
}

/** The same of a recording, by client; `undefined` where all of them do what they should. */
export const expectedOfRecording = (name: string): { readonly [client: string]: string } | undefined =>
  recordings.get(name)

/** Where that is another thing than was measured at first, and why. */
export const noteOn = (fault: string): string => symptoms.get(fault)?.['note'] ?? ''

/** The pieces of the message with which it throws, in their order: `…` stands for what differs. */
export function expectedMessage(fault: string, client: string): readonly string[] {
  const row = messages.find((one) => one['client'] === client && one['faults']!.split(' ').includes(fault))
  if (!row) throw new Error(`messages.tsv has no message of ${client} on ${fault}`)
  return row['message']!.split('…')
}
