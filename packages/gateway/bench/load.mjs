// The gateway beside a proxy that only copies bytes, in one run. `pnpm build && node packages/gateway/bench/load.mjs`
import { fork } from 'node:child_process'
import { Agent, request } from 'undici'

const EVENTS = 400
const SECONDS = Number(process.env.SECONDS ?? 4)
const STREAMS = 32

const start = (role, ...args) =>
  new Promise((resolve) => {
    const child = fork(new URL('./process.mjs', import.meta.url), [role, ...args], { execArgv: ['--expose-gc'] })
    child.once('message', (port) => resolve({ child, port }))
  })

const measure = (child) =>
  new Promise((resolve) => {
    child.once('message', resolve)
    child.send('measure')
  })

const agent = new Agent({ connections: 2000, headersTimeout: 0, bodyTimeout: 0 })
const ask = (port, model, path = '/v1/responses') =>
  request(`http://127.0.0.1:${port}${path}`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, input: 'Hi', messages: [], stream: true }),
  })

async function load(port, path) {
  const end = performance.now() + SECONDS * 1000
  let streams = 0
  let bytes = 0
  const one = async () => {
    while (performance.now() < end) {
      const { body } = await ask(port, `fast-${EVENTS}`, path)
      for await (const chunk of body) bytes += chunk.length
      streams++
    }
  }
  await Promise.all(Array.from({ length: STREAMS }, one))
  return { streams, bytes }
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const mib = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
const backend = await start('backend')
const chat = '/v1/chat/completions'
const rows = []

for (const [name, role, path] of [
  ['raw byte proxy', 'raw', chat],
  ['gateway, chat backend', 'gateway', '/v1/responses'],
  ['gateway, Responses backend', 'responses', '/v1/responses'],
]) {
  const { child, port } = await start(role, backend.port)
  await load(port, path)
  const before = await measure(child)
  const began = performance.now()
  const { streams, bytes } = await load(port, path)
  const seconds = (performance.now() - began) / 1000
  const after = await measure(child)
  const events = streams * EVENTS
  rows.push({
    '': name,
    'events/s': Math.round(events / seconds).toLocaleString('en'),
    'streams/s': Math.round(streams / seconds),
    'MiB/s out': (bytes / seconds / 1024 / 1024).toFixed(0),
    'CPU µs/event': ((after.cpu - before.cpu) / events).toFixed(2),
    RSS: mib(after.rss),
  })
  child.kill()
}
console.table(rows)

const { child, port } = await start('gateway', backend.port)
await load(port, '/v1/responses')
const idle = await measure(child)
const stalled = await ask(port, 'endless')
await wait(2000)
const held = await measure(child)
console.log(`a reader that never reads: ${mib(held.used - idle.used)} more memory in use`)
stalled.body.on('error', () => {}).destroy()

const slow = await Promise.all(Array.from({ length: 1000 }, () => ask(port, 'slow')))
const readers = slow.map(async ({ body }) => {
  for await (const _ of body);
})
const samples = []
for (let second = 0; second < 8; second++) {
  await wait(1000)
  samples.push((await measure(child)).used)
}
console.log(`1,000 slow streams, memory in use each second: ${samples.map(mib).join(', ')}`)
child.kill()
backend.child.kill()
await Promise.allSettled(readers)
await agent.destroy()
