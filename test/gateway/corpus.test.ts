import { describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { eventsOf } from '../support/adapters/strict.js'
import { bytesOf, CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import { ASK, running } from './support/running.js'

type Json = Record<string, unknown>

const DIALECTS = [
  ['chat', 'chat-completions'],
  ['anthropic', 'anthropic-messages'],
  ['responses', 'responses'],
] as const

describe.skipIf(!corpusAvailable)(corpusAvailable ? 'recorded backends' : CORPUS_ABSENT, () => {
  it.each(DIALECTS)('%s: each recording leaves as a strict stream, or as an HTTP error', async (folder, dialect) => {
    const all = recordings(folder)
    let bytes: Uint8Array = new Uint8Array()
    const { post } = await running(
      (res) => void res.writeHead(200, { 'content-type': 'text/event-stream' }).end(bytes),
      { dialect },
    )
    const outcomes: Record<string, number> = {}
    for (const recording of all) {
      bytes = bytesOf(recording)
      const reply = await post(ASK)
      const body = await reply.text()
      const [whole, one] = [await post({ ...ASK, stream: false }), reply.status]
      const object = (await whole.json()) as Json
      if (one !== 200) {
        expect({ file: recording.file, keys: Object.keys(JSON.parse(body)) }).toEqual({
          file: recording.file,
          keys: ['error'],
        })
        outcomes['http'] = (outcomes['http'] ?? 0) + 1
        continue
      }
      expect({ file: recording.file, issues: checkStream(body).issues }).toEqual({ file: recording.file, issues: [] })
      const last = eventsOf(body).at(-1) as { type: string; response: Json }
      const outcome = last.type.replace('response.', '')
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      expect({ file: recording.file, ok: whole.ok }).toEqual({ file: recording.file, ok: outcome !== 'failed' })
      if (whole.ok) expect(typesOf(object)).toEqual(typesOf(last.response))
    }
    expect(all.length).toBeGreaterThan(0)
  })
})

const typesOf = ({ output }: Json): unknown[] => (output as Json[]).map((item) => item['type'])
