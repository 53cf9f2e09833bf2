// What an event log costs a live stream, and what many readers of one stream cost. After a build:
//   node packages/redis/bench/event-log.mjs [redis://…]   (without a URL only the log in memory is measured)
import { once } from 'node:events'
import http from 'node:http'
import { createNormalizer, memoryEventLog, resumeStream } from '@strict-responses/core'
import { strictResponses } from '../../node/dist/index.js'
import { redisEventLog } from '../dist/index.js'

const DELTAS = 2000
const STREAMS = 20
const ROUNDS = 9
const READERS = 1000
const [, , url] = process.argv

const delta = (index) =>
  `event: response.output_text.delta\ndata: ${JSON.stringify({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta: `word ${index} `, logprobs: [], sequence_number: 4 + index })}\n\n`
const CREATED =
  'event: response.created\ndata: {"type":"response.created","response":{"id":"ID","status":"in_progress","output":[]}}\n\n'
const DONE =
  'event: response.completed\ndata: {"type":"response.completed","response":{"id":"ID","status":"completed"}}\n\n'
const deltas = Array.from({ length: DELTAS }, (_, index) => Buffer.from(delta(index)))
let made = 0

/** Milliseconds for STREAMS streams of DELTAS deltas each, one write a delta, through plain node:http. */
async function live(options, pause) {
  const server = http.createServer(async (req, res) => {
    strictResponses(req, res, options)
    const id = `resp_${Date.now()}_${made++}`
    res.writeHead(200, { 'Content-Type': 'text/event-stream' })
    res.write(CREATED.replace('ID', id))
    for (const [index, bytes] of deltas.entries()) {
      if (!res.write(bytes)) await once(res, 'drain')
      if (pause && index % 8 === 7) await new Promise(setImmediate)
    }
    res.end(DONE.replace('ID', id))
  })
  await once(server.listen(0), 'listening')
  const { port } = server.address()
  const before = performance.now()
  await Promise.all(
    Array.from({ length: STREAMS }, async () => {
      const [reply] = await once(http.get({ port, path: '/v1/responses', agent: false }), 'response')
      for await (const _ of reply);
    }),
  )
  const ms = performance.now() - before
  server.close()
  return ms
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]

/** Kinds in turn, so that what else the machine does hits all alike. */
async function compare(title, kinds, pause) {
  const times = new Map(Object.keys(kinds).map((name) => [name, []]))
  for (let round = -2; round < ROUNDS; round++) {
    for (const [name, make] of Object.entries(kinds)) {
      const ms = await live(make(), pause)
      if (round >= 0) times.get(name).push(ms)
    }
  }
  const base = median(times.get('without'))
  console.log(title)
  for (const [name, list] of times) {
    const ms = median(list)
    const rate = Math.round((STREAMS * DELTAS) / (ms / 1000))
    console.log(
      `  ${name.padEnd(8)} ${ms.toFixed(1).padStart(7)} ms  ${String(rate).padStart(8)} events/s  ${(ms / base).toFixed(2)} x`,
    )
  }
}

async function readers(name, log) {
  const id = `resp_${Date.now()}_${made++}`
  let writer
  const ready = []
  const normalizer = createNormalizer({ onFrames: (first, last, bytes) => ready.push({ first, last, bytes }) })
  writer = await log.open(id)
  const count = async () => {
    let bytes = 0
    for await (const chunk of resumeStream(log, id)) bytes += chunk.length
    return bytes
  }
  const all = Array.from({ length: READERS }, count)
  const before = performance.now()
  for (const bytes of [CREATED.replace('ID', id), ...deltas.slice(0, 200), DONE.replace('ID', id)]) {
    normalizer.push(bytes)
    for (const frames of ready.splice(0)) await writer.append(frames)
    await new Promise(setImmediate)
  }
  await writer.end(normalizer.response())
  const sizes = new Set(await Promise.all(all))
  const ms = performance.now() - before
  console.log(
    `  ${name.padEnd(8)} ${READERS} readers x 200 events in ${ms.toFixed(0)} ms, ${Math.round((READERS * 200) / (ms / 1000))} events/s; ${sizes.size === 1 ? 'all alike' : 'THEY DIFFER'}`,
  )
}

const memory = memoryEventLog({ bytes: 256 * 1024 * 1024 })
const redis = url ? redisEventLog({ url, prefix: `bench:${Date.now()}:`, ttlMs: 60_000 }) : undefined
const kinds = {
  without: () => ({}),
  memory: () => ({ eventLog: memory }),
  ...(redis && { redis: () => ({ eventLog: redis }) }),
}
await compare('live, as fast as the client reads', kinds, false)
await compare('live, eight events a tick', kinds, true)
console.log('one stream, many readers')
await readers('memory', memory)
if (redis) await readers('redis', redis)
redis?.close()
