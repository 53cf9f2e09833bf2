/** An event as most servers write it, with its type on a line of its own. */
export function named(event: { readonly type: string; readonly [key: string]: unknown }): string {
  return `event: ${event.type}\n${data(event)}`
}

/** A frame of data alone. */
export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

/** A text in the pieces in which a model would send it. */
export function words(text: string): string[] {
  return text.match(/\s*\S+/g) ?? []
}
