import type { StrictResponsesOptions } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { FRAMEWORKS, type Framework, listen } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { until } from '../support/adapters/probe.js'
import { type RawReply, readReply } from '../support/adapters/raw-reply.js'
import { expectStrict, textOf } from '../support/adapters/strict.js'
import { DEATHS, type DeathCase, ZIPPED_DEATHS } from './cases/upstream-dies.js'
import { PROXIES, type ProxyRoute } from './support/proxies.js'
import { startUpstream } from './support/raw-upstream.js'

/** Longer than a reply takes that ends by itself. */
const HUNG_MS = 50
/** A whole terminal event. */
const TERMINAL = /"type":"response\.(?:completed|incomplete|failed)".*\}\n/
/** What tells that the first words have arrived: in the clear, or as gzip begins. */
const WORDS = ['"delta":"H', '\u001f\u008b']

const toClose: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

/** What a client of the proxying route reads. */
async function read(
  { app }: Framework,
  proxy: ProxyRoute,
  { says, dies }: DeathCase,
  options: StrictResponsesOptions | undefined,
): Promise<RawReply> {
  let die = (): unknown => undefined
  const upstream = await startUpstream((socket) => {
    socket.write(says)
    die = () => dies(socket)
  })
  toClose.push(upstream.close)
  const running = await listen(app(proxy.to(upstream.port), options))
  toClose.push(running.close)
  const client = openClient(running.port)
  await until(() => WORDS.some((words) => client.received().includes(words)))
  die()
  const hung = await until(client.closed, options ? 10_000 : HUNG_MS).then(
    () => false,
    () => true,
  )
  if (options) await upstream.released()
  return readReply(Buffer.from(client.received(), 'latin1'), hung)
}

describe.each(FRAMEWORKS)('an upstream that dies, $name', (framework) => {
  describe.each(PROXIES)('by $name', (proxy) => {
    it.each(DEATHS)('$name: what came is kept, closed, and the response failed', async (row) => {
      expect((await read(framework, proxy, row, undefined)).body).not.toMatch(TERMINAL)
      const reply = await read(framework, proxy, row, { ...row.options })
      expectStrict(reply, 'Hél', 'failed')
      expect(reply.complete).toBe(true)
    })

    it.each(ZIPPED_DEATHS)('$name: what could be decoded is kept, and the response failed', async (row) => {
      expect((await read(framework, proxy, row, undefined)).complete).toBe(row.name.endsWith('close'))
      const reply = await read(framework, proxy, row, {})
      expectStrict(reply, textOf(reply.body), 'failed')
      expect(textOf(reply.body)).toMatch(/^Hél 0Hél 7919/)
    })
  })
})
