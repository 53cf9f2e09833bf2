import { asList, asObj, isObj, num, readFrames, str } from './oracle-frames.js'

const LIFECYCLE = /^response\.(created|queued|in_progress|completed|incomplete|failed)$/

const OF_AN_ITEM = /^response\.output_item\.(added|done)$/

/** Guarantee 6 read off the frames: numbers dense from `first`, one response id and created_at, stable items, dense indexes. */
export function unstable(output: Uint8Array | string, first = 0): string[] {
  const problems: string[] = []
  const ids = new Map<number, string>()
  const parts = new Map<string, number>()
  const responseIds = new Set<string>()
  const created = new Set<unknown>()
  let expected = first
  let items = 0
  for (const frame of readFrames(output)) {
    if (!isObj(frame.json)) continue
    const event = frame.json
    const type = str(event.type)
    if (event.sequence_number !== expected)
      problems.push(`${type}: sequence_number ${event.sequence_number}, not ${expected}`)
    expected += 1
    const lifecycle = LIFECYCLE.test(type)
    if (lifecycle && isObj(event.response)) {
      responseIds.add(str(event.response.id))
      created.add(event.response.created_at)
    }
    const index = num(event.output_index)
    if (index === undefined || lifecycle) continue
    const id = OF_AN_ITEM.test(type) ? str(asObj(event.item).id) : str(event.item_id)
    if (type === 'response.output_item.added') {
      if (index !== items) problems.push(`${type}: output_index ${index}, not ${items}`)
      items += 1
      if ([...ids.values()].includes(id)) problems.push(`${type}: the id ${id} is taken`)
      ids.set(index, id)
    } else if (id !== '' && ids.get(index) !== id) {
      problems.push(`${type}: item ${index} is called ${id}, not ${ids.get(index)}`)
    }
    if (type === 'response.content_part.added' || type === 'response.reasoning_summary_part.added') {
      const key = `${type} ${index}`
      const n = num(event.content_index ?? event.summary_index)
      if (n !== (parts.get(key) ?? 0)) problems.push(`${type}: index ${n}, not ${parts.get(key) ?? 0}`)
      parts.set(key, (parts.get(key) ?? 0) + 1)
    }
  }
  if (responseIds.size > 1) problems.push(`response ids: ${[...responseIds].join(', ')}`)
  if (created.size > 1) problems.push(`created_at: ${[...created].join(', ')}`)
  return [...problems, ...finalOutput(output, ids)]
}

/** The final output names the items that were added, in their order. */
function finalOutput(output: Uint8Array | string, ids: ReadonlyMap<number, string>): string[] {
  const last = readFrames(output).findLast((frame) => LIFECYCLE.test(str(asObj(frame.json).type)))
  const names = asList(asObj(asObj(last?.json).response).output).map((item) => str(item.id))
  const added = [...ids.values()]
  return names.join() === added.join() ? [] : [`final output names ${names.join()}, added were ${added.join()}`]
}
