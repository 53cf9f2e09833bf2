import type { StreamSource } from '../session.js'

/** A stream that was pasted. */
export function textSource(text: string): StreamSource {
  return { name: 'Pasted stream', pieces: [new TextEncoder().encode(text)] }
}

/** A file that was dropped or chosen. */
export function fileSource(file: File): StreamSource {
  return { name: file.name, pieces: bodyOf(file.stream()) }
}

/** A stream to be fetched; a server elsewhere has to allow it (CORS). */
export function urlSource(url: string, name: string = url): StreamSource {
  return { name, live: true, pieces: fetched(url) }
}

async function* fetched(url: string): AsyncGenerator<Uint8Array, void> {
  let response: Response
  try {
    response = await fetch(url, { headers: { accept: 'text/event-stream' } })
  } catch (error) {
    throw new Error(`${url} could not be fetched: is the server running, and does it allow other origins (CORS)?`, {
      cause: error,
    })
  }
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`)
  if (response.body) yield* bodyOf(response.body)
}

// Not every browser can iterate a stream.
async function* bodyOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}
