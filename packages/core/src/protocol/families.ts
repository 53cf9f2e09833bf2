/** Where the text of a family lives. */
export type Place = 'content' | 'summary' | 'item' | 'command'

/** Text that streams as deltas and closes with a `done` that repeats it. */
export interface Family {
  /** The delta event type. */
  readonly delta: string
  /** The done event type. */
  readonly done: string
  /** The field of the done event that holds the whole text. */
  readonly field: string
  readonly place: Place
  /** Type of the content or summary part that holds the text. */
  readonly part?: string
  /** The part's field that holds the text. */
  readonly partField?: string
  /** Type of the item that holds the text. */
  readonly item: string
  /** Path of the text in the item, for families without parts. */
  readonly path?: readonly string[]
}

const events = (stem: string): Pick<Family, 'delta' | 'done'> => ({
  delta: `response.${stem}.delta`,
  done: `response.${stem}.done`,
})

/** Text that is all that a part holds. */
const inPart = (stem: string, place: 'content' | 'summary', part: string, field: string, item: string): Family => ({
  ...events(stem),
  ...{ field, place, part, partField: field, item },
})

/** Text that stands in the item itself, in the field that ends the path. */
const inItem = (stem: string, item: string, field: string, ...outer: readonly string[]): Family => ({
  ...events(stem),
  ...{ field, place: 'item', item, path: [...outer, field] },
})

/** Commands of a shell call, which have no part objects. */
export const shellCommand: Family = {
  ...events('shell_call_command'),
  ...{ field: 'command', place: 'command', item: 'shell_call', path: ['action', 'commands'] },
}

/** Every delta/done family. A new one is a new row. */
export const FAMILIES: readonly Family[] = [
  inPart('output_text', 'content', 'output_text', 'text', 'message'),
  inPart('refusal', 'content', 'refusal', 'refusal', 'message'),
  inPart('reasoning_text', 'content', 'reasoning_text', 'text', 'reasoning'),
  inPart('reasoning_summary_text', 'summary', 'summary_text', 'text', 'reasoning'),
  inItem('function_call_arguments', 'function_call', 'arguments'),
  inItem('custom_tool_call_input', 'custom_tool_call', 'input'),
  inItem('mcp_call_arguments', 'mcp_call', 'arguments'),
  inItem('code_interpreter_call_code', 'code_interpreter_call', 'code'),
  inItem('apply_patch_call_operation_diff', 'apply_patch_call', 'diff', 'operation'),
  shellCommand,
]

const byEvent = new Map<string, Family>(
  FAMILIES.flatMap((row) => [
    [row.delta, row],
    [row.done, row],
  ]),
)
const byPart = new Map<string, Family>(FAMILIES.flatMap((row) => (row.part ? [[row.part, row]] : [])))
const byItem = new Map<string, Family>(FAMILIES.flatMap((row) => (row.place === 'item' ? [[row.item, row]] : [])))

/** The family of a delta or done event type. */
export function familyOf(type: string): Family | undefined {
  return byEvent.get(type)
}

/** The family whose text a part of this type holds. */
export function familyOfPart(type: string): Family | undefined {
  return byPart.get(type)
}

/** The family whose text an item of this type holds in a field of its own. */
export function familyOfItem(type: string): Family | undefined {
  return byItem.get(type)
}
