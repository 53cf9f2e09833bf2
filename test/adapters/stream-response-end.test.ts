import { Readable } from 'node:stream'
import { streamResponse } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { expectStrict } from '../support/adapters/strict.js'

let running: Running | undefined
afterEach(() => running?.close())

describe('streamResponse', () => {
  it('destroys a Node stream and cancels a Web stream when the client leaves in the middle of a read', async () => {
    const probe = new Probe()
    const readable = new Readable({ read() {} })
    readable.push('x')
    const web = new ReadableStream<string>({
      start: (controller) => controller.enqueue('x'),
      cancel: (reason) => probe.note(reason.code),
    })
    for (const source of [readable, web]) {
      running = await listen((_req, res) => void streamResponse(res, source, { onError: probe.note }))
      const client = openClient(running.port)
      await until(() => client.received().includes('.delta'))
      client.socket.destroy()
      await until(() => (source === web ? probe.notes.includes('client_closed') : readable.destroyed))
      await running.close()
    }
    await wait(20)
    expect(probe.notes.map((note) => (note instanceof Error ? note.name : note)).sort()).toEqual([
      'StopReason',
      'StopReason',
      'client_closed',
    ])
  })

  it('resolves at once for a client that has already left, and never starts the source', async () => {
    const probe = new Probe()
    running = await listen((_req, res) => {
      probe.note('called')
      res.once('close', async () => {
        await streamResponse(res, () => {
          throw probe.note('started')
        })
        probe.note('resolved')
      })
    })
    const client = openClient(running.port)
    await until(() => probe.notes.length === 1)
    client.socket.destroy()
    await until(() => probe.notes.length === 2)
    expect(probe.notes).toEqual(['called', 'resolved'])
  })

  it('stops a source that was opened for a client that has already left, and reports what that throws', async () => {
    const probe = new Probe()
    const readable = new Readable({ read() {} })
    const web = new ReadableStream<string>({ cancel: (reason) => probe.note(reason.code) })
    const locked = new ReadableStream<string>()
    locked.getReader()
    running = await listen((_req, res) => {
      probe.note('called')
      res.once('close', async () => {
        for (const source of [readable, web, locked])
          await streamResponse(res, source, { onError: (error) => probe.note(Object(error).name) })
        probe.note('resolved')
      })
    })
    const client = openClient(running.port)
    await until(() => probe.notes.length === 1)
    client.socket.destroy()
    await until(() => probe.notes.includes('resolved'))
    expect(probe.notes).toEqual(['called', 'client_closed', 'TypeError', 'resolved'])
    expect(readable.destroyed).toBe(true)
  })

  it('stops a source that goes on after its own terminal event, and reports an error of its end', async () => {
    const probe = new Probe()
    running = await listen((_req, res) => {
      const source = async function* (): AsyncGenerator<object> {
        try {
          yield { type: 'response.completed', response: { id: 'resp_1', status: 'completed', output: [] } }
          yield { text: 'late' }
        } finally {
          probe.note('returned')
          // biome-ignore lint/correctness/noUnsafeFinally: a source whose clean-up breaks is what this is about
          throw new Error('clean-up')
        }
      }
      void streamResponse(res, source as () => AsyncGenerator<{ type: string }>, { onError: probe.note })
    })
    expectStrict(await exchange(running.port), '')
    expect(probe.notes).toEqual(['returned', new Error('clean-up')])
  })

  it('leaves a byte stream that is none of ours as it came, and stops it with its client', async () => {
    const probe = new Probe()
    const foreign = 'event: tick\ndata: {"tick":1}\n\n'
    const source = new Readable({ read() {} })
    source.push(foreign)
    running = await listen(async (_req, res) => {
      await streamResponse(res, source)
      probe.note('closed')
    })
    const client = openClient(running.port)
    await until(() => client.received().includes(foreign))
    client.socket.destroy()
    await until(() => source.destroyed && probe.notes.length === 1)
  })
})
