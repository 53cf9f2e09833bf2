import type { JsonObject } from '@strict-responses/core'

/** The response, an output item or a part, from its first event to its last. */
export class TreeNode {
  readonly key: string
  readonly type: string
  readonly opened: number
  readonly children: TreeNode[] = []
  closed: number | undefined
  /** The status over time. */
  readonly #statuses: { readonly step: number; readonly status: string }[] = []
  #text = ''
  /** How long the text was after a step. */
  readonly #lengths: { readonly step: number; length: number }[] = []

  constructor(key: string, type: string, opened: number) {
    this.key = key
    this.type = type
    this.opened = opened
  }

  say(status: unknown, step: number): void {
    if (typeof status === 'string') this.#statuses.push({ step, status })
  }

  write(delta: string, step: number): void {
    this.#text += delta
    const last = this.#lengths.at(-1)
    if (last?.step === step) last.length = this.#text.length
    else this.#lengths.push({ step, length: this.#text.length })
  }

  statusAt(step: number): string | undefined {
    return this.#statuses.findLast((entry) => entry.step <= step)?.status
  }

  textAt(step: number): string {
    let [low, high] = [0, this.#lengths.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#lengths[middle]?.step ?? 0) <= step) low = middle + 1
      else high = middle
    }
    return this.#text.slice(0, this.#lengths[low - 1]?.length ?? 0)
  }
}

/** The response as it grows: built from what leaves, to be looked at as of any step. */
export class Tree {
  root: TreeNode | undefined
  readonly #items = new Map<number, TreeNode>()
  readonly #parts = new Map<string, TreeNode>()

  take(event: JsonObject, step: number): void {
    const { type, response } = event
    if (typeof type !== 'string') return
    if (isObject(response)) this.#response(response, step)
    if (type === 'response.output_item.added') this.#added(event, step)
    else if (type === 'response.output_item.done')
      close(this.#items.get(index(event, 'output_index')), event['item'], step)
    else if (PART_ADDED.test(type)) this.#partAdded(event, step)
    else if (PART_DONE.test(type)) close(this.#parts.get(partKey(event)), undefined, step)
    else if (typeof event['delta'] === 'string' && !type.startsWith('response.audio'))
      this.#owner(event)?.write(event['delta'], step)
  }

  #response(response: JsonObject, step: number): void {
    this.root ??= new TreeNode(String(response['id']), 'response', step)
    const { status } = response
    this.root.say(status, step)
    if (typeof status === 'string' && ENDED.has(status)) this.root.closed ??= step
  }

  #added(event: JsonObject, step: number): void {
    const { item } = event
    if (!isObject(item)) return
    const at = index(event, 'output_index')
    const name = typeof item['name'] === 'string' ? ` ${item['name']}` : ''
    const node = new TreeNode(String(item['id'] ?? at), `${String(item['type'])}${name}`, step)
    node.say(item['status'], step)
    this.#items.set(at, node)
    this.root?.children.push(node)
  }

  #partAdded(event: JsonObject, step: number): void {
    const { part } = event
    const node = new TreeNode(partKey(event), isObject(part) ? String(part['type']) : 'command', step)
    this.#parts.set(node.key, node)
    this.#items.get(index(event, 'output_index'))?.children.push(node)
  }

  #owner(event: JsonObject): TreeNode | undefined {
    return this.#parts.get(partKey(event)) ?? this.#items.get(index(event, 'output_index'))
  }
}

const ENDED = new Set(['completed', 'incomplete', 'failed'])
const PART_ADDED = /^response\.(content_part|reasoning_summary_part|shell_call_command)\.added$/
const PART_DONE = /^response\.(content_part|reasoning_summary_part|shell_call_command)\.done$/

function close(node: TreeNode | undefined, item: unknown, step: number): void {
  if (!node) return
  node.closed ??= step
  if (isObject(item)) node.say(item['status'], step)
}

/** Where an event stands: its item, and its place in the content, the summary or the commands. */
function partKey(event: JsonObject): string {
  const place = ['content_index', 'summary_index', 'command_index'].find((name) => typeof event[name] === 'number')
  return `${index(event, 'output_index')}/${place ?? ''}/${place === undefined ? '' : index(event, place)}`
}

function index(event: JsonObject, name: string): number {
  const value = event[name]
  return typeof value === 'number' ? value : -1
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
