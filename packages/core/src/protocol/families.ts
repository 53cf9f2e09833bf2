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

const prefix = 'response.'

/** Every delta/done family. A new one is a new row. */
export const FAMILIES: readonly Family[] = [
  {
    delta: 'output_text.delta',
    done: 'output_text.done',
    field: 'text',
    place: 'content',
    part: 'output_text',
    partField: 'text',
    item: 'message',
  },
  {
    delta: 'refusal.delta',
    done: 'refusal.done',
    field: 'refusal',
    place: 'content',
    part: 'refusal',
    partField: 'refusal',
    item: 'message',
  },
  {
    delta: 'reasoning_text.delta',
    done: 'reasoning_text.done',
    field: 'text',
    place: 'content',
    part: 'reasoning_text',
    partField: 'text',
    item: 'reasoning',
  },
  {
    delta: 'reasoning_summary_text.delta',
    done: 'reasoning_summary_text.done',
    field: 'text',
    place: 'summary',
    part: 'summary_text',
    partField: 'text',
    item: 'reasoning',
  },
  {
    delta: 'function_call_arguments.delta',
    done: 'function_call_arguments.done',
    field: 'arguments',
    place: 'item',
    item: 'function_call',
    path: ['arguments'],
  },
  {
    delta: 'custom_tool_call_input.delta',
    done: 'custom_tool_call_input.done',
    field: 'input',
    place: 'item',
    item: 'custom_tool_call',
    path: ['input'],
  },
  {
    delta: 'mcp_call_arguments.delta',
    done: 'mcp_call_arguments.done',
    field: 'arguments',
    place: 'item',
    item: 'mcp_call',
    path: ['arguments'],
  },
  {
    delta: 'code_interpreter_call_code.delta',
    done: 'code_interpreter_call_code.done',
    field: 'code',
    place: 'item',
    item: 'code_interpreter_call',
    path: ['code'],
  },
  {
    delta: 'apply_patch_call_operation_diff.delta',
    done: 'apply_patch_call_operation_diff.done',
    field: 'diff',
    place: 'item',
    item: 'apply_patch_call',
    path: ['operation', 'diff'],
  },
  {
    delta: 'shell_call_command.delta',
    done: 'shell_call_command.done',
    field: 'command',
    place: 'command',
    item: 'shell_call',
    path: ['action', 'commands'],
  },
].map((row) => ({ ...row, delta: prefix + row.delta, done: prefix + row.done }) as Family)

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

/** The family of shell commands, which have no part objects. */
export const shellCommand: Family = FAMILIES.find((row) => row.place === 'command') as Family
