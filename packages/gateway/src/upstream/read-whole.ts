import type { Readable } from 'node:stream'

/** The whole of a body; what is longer than `limit` is cut there, and the rest not fetched. */
export async function readWhole(body: Readable, limit: number): Promise<{ text: string; cut: boolean }> {
  const chunks: Uint8Array[] = []
  let size = 0
  let cut = false
  // Leaving the loop destroys the body, and with it the connection.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    const room = limit - size
    cut = chunk.length > room
    chunks.push(cut ? chunk.subarray(0, room) : chunk)
    size += chunk.length
    if (cut) break
  }
  return { text: Buffer.concat(chunks).toString('utf8'), cut }
}
