/** A stream as a careless server writes it: no numbers, nothing opened, nothing closed. */
export const FRAMES: readonly string[] = [
  { type: 'response.created', response: { id: 'resp_1', model: 'm' } },
  { type: 'response.output_text.delta', delta: 'Hél' },
  { type: 'response.output_text.delta', delta: 'lo 👋' },
  { type: 'response.completed', response: { id: 'resp_1', status: 'completed' } },
].map((event) => `data: ${JSON.stringify(event)}\n\n`)

export const [CREATED = '', FIRST = '', SECOND = '', COMPLETED = ''] = FRAMES
export const WHOLE: string = FRAMES.join('')
export const CUT: string = CREATED + FIRST
export const TEXT = 'Héllo 👋'

/** One delta with this text. */
export const delta = (text: string): string =>
  `data: ${JSON.stringify({ type: 'response.output_text.delta', delta: text })}\n\n`
