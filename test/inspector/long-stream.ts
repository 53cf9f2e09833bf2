/** A faulty stream of so many deltas, in a few messages. */
export function longStream(deltas: number): string {
  const messages = 4
  const frames: string[] = []
  const write = (type: string, rest: object): unknown => frames.push(`data: ${JSON.stringify({ type, ...rest })}\n\n`)
  const response = { id: 'resp_long', object: 'response', created_at: 1_790_000_000, model: 'm', output: [] }
  write('response.created', { response: { ...response, status: 'in_progress' } })
  for (let output_index = 0; output_index < messages; output_index++) {
    const item = { id: `msg_${output_index}`, type: 'message', role: 'assistant', content: [] }
    write('response.output_item.added', { output_index, item: { ...item, status: 'in_progress' } })
    for (let word = 0; word < deltas / messages; word++)
      write('response.output_text.delta', { item_id: item.id, output_index, content_index: 0, delta: ` word${word}` })
    write('response.output_item.done', { output_index, item: { ...item, status: 'completed' } })
  }
  write('response.completed', { response: { ...response, status: 'completed' } })
  return frames.join('')
}
