// The load test: the gateway beside a proxy that only copies bytes, in one run, then its memory under bad clients.
// `pnpm build && pnpm --filter @strict-responses/gateway load` prints the tables; with `--write` they go to the README.
import { fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { Agent, request } from 'undici'

const EVENTS = 400
const SECONDS = Number(process.env.SECONDS ?? 2)
const ROUNDS = Number(process.env.ROUNDS ?? 3)
const STREAMS = 32
const STALLED = 8
const SLOW = 1000
const MIB = 1024 * 1024

const start = (role, ...args) =>
  new Promise((resolve) => {
    const child = fork(new URL('./process.mjs', import.meta.url), [role, ...args], { execArgv: ['--expose-gc'] })
    child.once('message', (port) => resolve({ child, port }))
  })

const measure = ({ child }) =>
  new Promise((resolve) => {
    child.once('message', resolve)
    child.send('measure')
  })

const agent = new Agent({ connections: 2000, headersTimeout: 0, bodyTimeout: 0 })
const ask = ({ port }, model, path = '/v1/responses') =>
  request(`http://127.0.0.1:${port}${path}`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, input: 'Hi', messages: [], stream: true }),
  })

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Streams as many responses as it can; resolves to how many, and how long it took. */
async function load(server, model, path) {
  const began = performance.now()
  let streams = 0
  const one = async () => {
    while (performance.now() - began < SECONDS * 1000) {
      const { body } = await ask(server, model, path)
      for await (const _ of body);
      streams++
    }
  }
  await Promise.all(Array.from({ length: STREAMS }, one))
  return { events: streams * EVENTS, seconds: (performance.now() - began) / 1000 }
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]
const range = (list) => `${Math.min(...list).toFixed(2)}–${Math.max(...list).toFixed(2)}`

/** One pace of the backend: every server in turn, round by round, so that a busy machine slows them all. */
async function compare(pace, backend) {
  const servers = [
    ['proxy that copies bytes', 'raw', '/v1/chat/completions'],
    ['gateway, chat backend', 'gateway', '/v1/responses'],
    ['gateway, Responses backend', 'responses', '/v1/responses'],
  ]
  for (const server of servers) server.push(await start(server[1], backend.port), [], [])
  for (const [, , path, server] of servers) await load(server, `${pace}-${EVENTS}`, path)
  for (let round = 0; round < ROUNDS; round++)
    for (const [, , path, server, cpu, speed] of servers) {
      const before = await measure(server)
      const { events, seconds } = await load(server, `${pace}-${EVENTS}`, path)
      cpu.push(((await measure(server)).cpu - before.cpu) / events)
      speed.push(events / seconds)
    }
  const raw = servers[0][4]
  const rows = servers.map(([name, , , , cpu, speed]) => {
    const ratios = cpu.map((one, round) => one / raw[round])
    return [
      name,
      Math.round(median(speed)).toLocaleString('en'),
      `${median(cpu).toFixed(1)} µs`,
      `${median(ratios).toFixed(2)} (${range(ratios)})`,
    ]
  })
  for (const [, , , { child }] of servers) child.kill()
  return rows
}

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const backend = await start('backend')
const head = (pace) => [pace, 'events/s', 'CPU per event', 'to the raw proxy (min–max)']
const tables = [
  table(head('one event a write'), await compare('tokens', backend)),
  table(head('as fast as the socket takes them'), await compare('fast', backend)),
]

const gateway = await start('gateway', backend.port)
await load(gateway, `fast-${EVENTS}`)
const idle = await measure(gateway)
const stalled = await Promise.all(Array.from({ length: STALLED }, () => ask(gateway, 'endless')))
await wait(3000)
const perReader = ((await measure(gateway)).used - idle.used) / STALLED / MIB
for (const { body } of stalled) body.on('error', () => {}).destroy()
await wait(500)

const slow = await Promise.all(Array.from({ length: SLOW }, () => ask(gateway, 'slow')))
const readers = slow.map(async ({ body }) => {
  for await (const _ of body);
})
const samples = []
for (let second = 0; second < 10; second++) {
  await wait(1000)
  samples.push((await measure(gateway)).used / MIB)
}
const growth = samples.at(-1) / samples[1] - 1
gateway.child.kill()
backend.child.kill()
await Promise.allSettled(readers)
await agent.destroy()

const memory = [
  ['a reader that never reads an endless stream', `${perReader.toFixed(1)} MiB each, of ${STALLED}`, 'under 10 MiB'],
  [
    `${SLOW.toLocaleString('en')} streams with an event every half second, for 10 s`,
    `${Math.min(...samples).toFixed(0)} to ${Math.max(...samples).toFixed(0)} MiB together`,
    'flat: within 10 %',
  ],
]
tables.push(table(['memory in use', 'measured', 'bound'], memory))
const report = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model.trim()}; ${STREAMS} streams of ${EVENTS} events, every process on its own, median of ${ROUNDS} interleaved rounds.\n\n${tables.join('\n\n')}`
console.log(report)
if (process.argv.includes('--write')) {
  const readme = new URL('../README.md', import.meta.url)
  const between = /(<!-- load -->\n)[\s\S]*(<!-- \/load -->)/
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(between, (_, from, to) => `${from}${report}\n${to}`),
  )
}
if (perReader > 10 || growth > 0.1) {
  console.error('a bound is broken')
  process.exitCode = 1
}
