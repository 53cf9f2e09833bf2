import type { Event } from './sse.js'

/** Short names, so that a row fits on a line. */
export const T = {
  created: 'response.created',
  inProgress: 'response.in_progress',
  itemAdded: 'response.output_item.added',
  itemDone: 'response.output_item.done',
  partAdded: 'response.content_part.added',
  partDone: 'response.content_part.done',
  textDelta: 'response.output_text.delta',
  textDone: 'response.output_text.done',
  argsDelta: 'response.function_call_arguments.delta',
  argsDone: 'response.function_call_arguments.done',
  completed: 'response.completed',
} as const

export const drop = (events: readonly Event[], ...types: readonly string[]): Event[] =>
  events.filter((event) => !types.includes(event.type))

export const keep = (events: readonly Event[], ...types: readonly string[]): Event[] =>
  events.filter((event) => types.includes(event.type))

const omit = (value: object, keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))

/** Without a field of the event itself. */
export const without = (events: readonly Event[], ...keys: readonly string[]): Event[] =>
  events.map((event) => ({ ...omit(event, keys), type: event.type }))

/** Changes the events of some types; all events where no type is named. */
export const edit = (events: readonly Event[], types: readonly string[], change: (event: Event) => object): Event[] =>
  events.map((event) =>
    types.length === 0 || types.includes(event.type) ? { ...event, ...change(event), type: event.type } : event,
  )

const object = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

/** Changes `item` wherever one is, in the final output too. */
export const editItems = (events: readonly Event[], change: (item: object) => object): Event[] =>
  events.map((event) => {
    if ('item' in event) return { ...event, item: change(object(event['item'])) }
    const { output } = object(event['response']) as { readonly output?: readonly object[] }
    if (!output) return event
    return { ...event, response: { ...object(event['response']), output: output.map(change) } }
  })

/** Without a field of every item. */
export const itemsWithout = (events: readonly Event[], ...keys: readonly string[]): Event[] =>
  editItems(events, (item) => omit(item, keys))

/** Changes `response` in the events of some types; in all where none is named. */
export const editResponse = (
  events: readonly Event[],
  types: readonly string[],
  change: (response: object) => object,
): Event[] =>
  events.map((event) =>
    'response' in event && (types.length === 0 || types.includes(event.type))
      ? { ...event, response: change(object(event['response'])) }
      : event,
  )

export const responseWithout = (events: readonly Event[], ...keys: readonly string[]): Event[] =>
  editResponse(events, [], (response) => omit(response, keys))

/** Puts an event after the first of a type. */
export const after = (events: readonly Event[], type: string, ...more: readonly Event[]): Event[] => {
  const at = events.findIndex((event) => event.type === type) + 1
  return [...events.slice(0, at), ...more, ...events.slice(at)]
}

/** Swaps the first event of one type with the first of another. */
export const swap = (events: readonly Event[], one: string, other: string): Event[] => {
  const [i, j] = [one, other].map((type) => events.findIndex((event) => event.type === type)) as [number, number]
  return events.map((event, at) => (at === i ? events[j]! : at === j ? events[i]! : event))
}

/** Ends before the first event of a type. */
export const until = (events: readonly Event[], type: string): Event[] =>
  events.slice(
    0,
    events.findIndex((event) => event.type === type),
  )
