import { asList, asObj, type Obj, str } from './oracle-frames.js'
import type { ToolKind } from './oracle-types.js'

/** What a piece of streamed text is. */
export type TextKind = 'text' | 'refusal' | 'reasoning' | 'summary' | ToolKind

interface EventRow {
  readonly kind: TextKind
  readonly phase: 'added' | 'delta' | 'done'
  readonly field: string
}

const STEMS: readonly (readonly [stem: string, kind: TextKind, field: string])[] = [
  ['output_text', 'text', 'text'],
  ['refusal', 'refusal', 'refusal'],
  ['reasoning_text', 'reasoning', 'text'],
  ['reasoning', 'reasoning', 'text'],
  ['reasoning_summary_text', 'summary', 'text'],
  ['function_call_arguments', 'function_call', 'arguments'],
  ['custom_tool_call_input', 'custom_tool_call', 'input'],
  ['mcp_call_arguments', 'mcp_call', 'arguments'],
  ['code_interpreter_call_code', 'code_interpreter_call', 'code'],
  ['apply_patch_call_operation_diff', 'apply_patch_call', 'diff'],
  ['shell_call_command', 'shell_call', 'command'],
]

const EVENTS = new Map<string, EventRow>([
  // The spoken text of an answer in sound: the profile without audio has it as text.
  ['response.audio.transcript.delta', { kind: 'text', phase: 'delta', field: '' }],
  ...STEMS.flatMap(([stem, kind, field]) =>
    (['added', 'delta', 'done'] as const).map(
      (phase) => [`response.${stem}.${phase}`, { kind, phase, field }] as const,
    ),
  ),
])

const PARTS = new Map<string, TextKind>([
  ['output_text', 'text'],
  ['text', 'text'],
  ['refusal', 'refusal'],
  ['reasoning_text', 'reasoning'],
  ['reasoning', 'reasoning'],
  ['summary_text', 'summary'],
])

const TOOLS = new Set<string>(STEMS.slice(5).map(([, kind]) => kind))

export const kindOfEvent = (type: string): EventRow | undefined => EVENTS.get(type)

export const kindOfPart = (type: string): TextKind | undefined => PARTS.get(type)

export const isTool = (kind: string): kind is ToolKind => TOOLS.has(kind)

/** The item type in which text of a kind belongs. */
export const itemTypeOf = (kind: TextKind): string =>
  kind === 'text' || kind === 'refusal' ? 'message' : kind === 'reasoning' || kind === 'summary' ? 'reasoning' : kind

export const partText = (part: Obj): string => str(part.text) || str(part.refusal)

const argumentsText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)

/** The type of an item; what has none is told by its fields. */
export function typeOfItem(item: Obj): string {
  if (str(item.type) !== '') return str(item.type)
  if (Array.isArray(item.content) && 'role' in item) return 'message'
  if ('arguments' in item && 'name' in item) return 'function_call'
  return 'summary' in item ? 'reasoning' : ''
}

/** Every text that a whole item holds, in order. */
export function itemTexts(item: Obj): (readonly [kind: TextKind, text: string])[] {
  const type = typeOfItem(item)
  const reasoning = type === 'reasoning'
  const parts = (list: unknown, otherwise: TextKind): (readonly [TextKind, string])[] =>
    asList(list).map((part) => {
      const kind = kindOfPart(str(part.type)) ?? otherwise
      return [reasoning && kind === 'text' ? otherwise : kind, partText(part)] as const
    })
  if (type === 'message') return parts(item.content, 'text')
  if (reasoning) return [...parts(item.summary, 'summary'), ...parts(item.content, 'reasoning')]
  if (type === 'function_call' || type === 'mcp_call') return [[type, argumentsText(item.arguments)]]
  if (type === 'custom_tool_call') return [[type, argumentsText(item.input)]]
  if (type === 'code_interpreter_call') return [[type, str(item.code)]]
  if (type === 'apply_patch_call') return [[type, str(asObj(item.operation).diff)]]
  if (type === 'shell_call') {
    const commands = asObj(item.action).commands
    return Array.isArray(commands) ? commands.map((command) => [type, str(command)] as const) : []
  }
  return []
}
