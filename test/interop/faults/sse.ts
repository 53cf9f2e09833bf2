/** One event before it is written: its data, with the type in it. */
export interface Event {
  readonly type: string
  readonly [key: string]: unknown
}

/** A `data:` line and a blank line. */
export const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

/** An `event:` line before it. */
export const frame = (event: Event): string => `event: ${event.type}\n${data(event)}`

export const write = (events: readonly Event[]): string => events.map(frame).join('')

export const DONE = 'data: [DONE]\n\n'
