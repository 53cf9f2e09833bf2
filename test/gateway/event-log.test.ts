import { memoryEventLog } from '@strict-responses/core'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { until } from '../support/adapters/probe.js'
import { eventsOf, expectStrictBody } from '../support/adapters/strict.js'
import { finish, role, saying, text, usage } from './support/chat-frames.js'
import { frame, frames, type Play } from './support/fake-backend.js'
import { ASK, type Running, running } from './support/running.js'

type Json = Record<string, unknown>

const kept = () => ({ eventLog: memoryEventLog() })
const idOf = (body: string): string => /"id":"(resp_\w+)"/.exec(body)?.[1] ?? ''
const get = (gateway: Running, path: string): Promise<Response> => fetch(`${gateway.url}/v1/responses/${path}`)
const cancel = (gateway: Running, id: string): Promise<Response> =>
  fetch(`${gateway.url}/v1/responses/${id}/cancel`, { method: 'POST' })

/** Says one word, and the rest when told to. */
function halting(): { play: Play; go: () => void } {
  let go = (): void => {}
  const told = new Promise<void>((resolve) => {
    go = resolve
  })
  const play: Play = async (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    res.write(frame(role) + frame(text('Half')))
    await told
    res.end([text(' whole'), finish('stop'), usage, 'data: [DONE]\n\n'].map(frame).join(''))
  }
  return { play, go }
}

/** Reads a reply until some text has come, then leaves. */
async function leaveAfter(reply: Response, stop: AbortController, wanted: string): Promise<string> {
  const reader = reply.body?.getReader()
  let seen = ''
  while (!seen.includes(wanted)) seen += new TextDecoder().decode((await reader?.read())?.value)
  stop.abort()
  return seen
}

/** The Response of a gateway, once it has ended. */
async function ended(gateway: Running, id: string): Promise<Json> {
  let response: Json = {}
  for (let turn = 0; turn < 100; turn++) {
    response = (await (await get(gateway, id)).json()) as Json
    if (response['status'] !== 'in_progress') return response
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return response
}

describe('previous_response_id, with an event log', () => {
  it.each([true, false])('sends the whole conversation to a backend that keeps none, stream: %s', async (stream) => {
    const gateway = await running(frames(...saying('Hello')), kept())
    const turn = async (ask: Json): Promise<Json> => {
      const reply = await gateway.post({ ...ASK, ...ask, stream })
      if (!stream) return (await reply.json()) as Json
      return eventsOf(await reply.text()).at(-1)?.['response'] as Json
    }
    const first = await turn({ input: 'One', instructions: 'Only for this turn.' })
    expect(first['store']).toBe(true)
    const second = await turn({ input: 'Two', previous_response_id: first['id'] })
    expect(second['previous_response_id']).toBe(first['id'])
    await turn({ input: [{ role: 'user', content: 'Three' }], previous_response_id: second['id'] })
    expect(gateway.backend.seen.at(-1)?.body['messages']).toEqual([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'Two' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'Three' },
    ])
  })

  it.each([
    ['an unknown id', {}, 'resp_unknown'],
    ['a response with store: false', { store: false }, undefined],
  ])('%s is a 400 of OpenAI', async (_name, ask, unknown) => {
    const gateway = await running(frames(...saying('Hello')), kept())
    const id = unknown ?? idOf(await (await gateway.post({ ...ASK, ...ask })).text())
    const reply = await gateway.post({ ...ASK, previous_response_id: id })
    expect(reply.status).toBe(400)
    expect(((await reply.json()) as Json)['error']).toMatchObject({
      message: `Previous response with id '${id}' not found.`,
      param: 'previous_response_id',
      code: 'previous_response_not_found',
    })
    expect((await get(gateway, id)).status).toBe(404)
  })

  it('goes to a backend that speaks Responses where the log does not know it', async () => {
    const gateway = await running(frames(), { ...kept(), dialect: 'responses' })
    await (await gateway.post({ ...ASK, previous_response_id: 'resp_theirs' })).text()
    expect(gateway.backend.seen[0]?.body['previous_response_id']).toBe('resp_theirs')
  })
})

describe('a response that is kept', () => {
  it('is read again from any event, byte for byte', async () => {
    const gateway = await running(frames(...saying('Hel', 'lo')), kept())
    const body = await (await gateway.post(ASK)).text()
    const id = idOf(body)
    const whole = body.split('\n\n')
    for (let after = 0; after < whole.length - 2; after++) {
      const reply = await get(gateway, `${id}?stream=true&starting_after=${after}`)
      expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      expect(await reply.text()).toBe(whole.slice(after + 1).join('\n\n'))
    }
    expect(await (await get(gateway, id)).json()).toEqual(eventsOf(body).at(-1)?.['response'])
  })

  it('is read on while it runs', async () => {
    const { play, go } = halting()
    const gateway = await running(play, kept())
    const stop = new AbortController()
    const live = gateway.post({ ...ASK, background: true }, { signal: stop.signal })
    const seen = await leaveAfter(await live, stop, '"Half"')
    const id = idOf(seen)
    expect((await (await get(gateway, id)).json()) as Json).toMatchObject({ id, status: 'in_progress' })
    const resumed = get(gateway, `${id}?stream=true`)
    go()
    expectStrictBody(await (await resumed).text(), 'Half whole')
  })

  it.each([
    ['an unknown id', 'resp_unknown', 404],
    ['an unknown id as a stream', 'resp_unknown?stream=true', 404],
    ['a number that is none', 'resp_unknown?stream=true&starting_after=x', 400],
  ])('%s is an error in the form of OpenAI', async (_name, path, status) => {
    const gateway = await running(frames(...saying('Hello')), kept())
    const reply = await get(gateway, path)
    expect(reply.status).toBe(status)
    expect(Object.keys((await reply.json()) as Json)).toEqual(['error'])
  })

  it('works with the official client, by previous_response_id, retrieve and resume', async () => {
    const { url } = await running(frames(...saying('Hel', 'lo')), kept())
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k', maxRetries: 0 })
    const first = await client.responses.create({ model: 'fake-1', input: 'Hi' })
    expect(first.output_text).toBe('Hello')
    const second = await client.responses.create({ model: 'fake-1', input: 'Go on', previous_response_id: first.id })
    expect((await client.responses.retrieve(second.id)).output_text).toBe('Hello')
    const numbers: number[] = []
    for await (const event of await client.responses.retrieve(first.id, { stream: true, starting_after: 4 }))
      numbers.push(event.sequence_number)
    expect(numbers[0]).toBe(5)
    expect(numbers).toEqual(numbers.map((_, index) => index + 5))
    const resumed = client.responses.stream({ response_id: second.id, starting_after: 4 })
    for await (const _ of resumed);
    await expect(client.responses.retrieve('resp_unknown')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })
})

describe('background', () => {
  it.each([
    ['background: true', { background: true }, {}],
    ["onDisconnect: 'continue'", {}, { onDisconnect: 'continue' }],
  ] as const)('goes on when its client has left, with %s', async (_name, ask, options) => {
    const { play, go } = halting()
    const gateway = await running(play, { ...kept(), ...options })
    const stop = new AbortController()
    const reply = await gateway.post({ ...ASK, ...ask }, { signal: stop.signal })
    const id = idOf(await leaveAfter(reply, stop, '"Half"'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(gateway.backend.closed).toEqual([])
    go()
    const response = await ended(gateway, id)
    expect(response).toMatchObject({ status: 'completed', ...ask })
    expect(JSON.stringify(response['output'])).toContain('Half whole')
  })

  it('without it, a client that leaves stops the backend, and what is kept has failed', async () => {
    const gateway = await running(halting().play, kept())
    const stop = new AbortController()
    const id = idOf(await leaveAfter(await gateway.post(ASK, { signal: stop.signal }), stop, '"Half"'))
    await until(() => gateway.backend.closed.length > 0)
    expect(await ended(gateway, id)).toMatchObject({ status: 'failed' })
    const resumed = await (await get(gateway, `${id}?stream=true`)).text()
    expectStrictBody(resumed, 'Half', 'failed')
  })

  it('without a stream is answered while it runs', async () => {
    const { play, go } = halting()
    const gateway = await running(play, kept())
    const reply = await gateway.post({ ...ASK, background: true, stream: false })
    const { id, status } = (await reply.json()) as Json
    expect([reply.status, status]).toEqual([200, 'in_progress'])
    go()
    expect(await ended(gateway, String(id))).toMatchObject({ status: 'completed' })
  })

  it('is cancelled, and its backend stopped', async () => {
    const gateway = await running(halting().play, kept())
    const { id } = (await (await gateway.post({ ...ASK, background: true, stream: false })).json()) as Json
    const reply = await cancel(gateway, String(id))
    expect([reply.status, ((await reply.json()) as Json)['status']]).toEqual([200, 'failed'])
    await until(() => gateway.backend.closed.length > 0)
    expect((await cancel(gateway, 'resp_unknown')).status).toBe(404)
  })

  it('is ended by a drain', async () => {
    const gateway = await running(halting().play, kept())
    const { id } = (await (await gateway.post({ ...ASK, background: true, stream: false })).json()) as Json
    await gateway.gateway.drain(200)
    expect(await ended(gateway, String(id))).toMatchObject({ status: 'failed' })
  })

  it('fails before its first event with a real HTTP error', async () => {
    const gateway = await running((res) => void res.writeHead(429).end('{"error":{"message":"slow"}}'), kept())
    expect((await gateway.post({ ...ASK, background: true, stream: false })).status).toBe(429)
  })

  it('needs store', async () => {
    const gateway = await running(frames(), kept())
    const reply = await gateway.post({ ...ASK, background: true, store: false })
    expect(reply.status).toBe(400)
    expect(((await reply.json()) as { error: Json }).error['param']).toBe('background')
  })
})

describe('without an event log', () => {
  it.each([
    ['GET', ''],
    ['POST', '/cancel'],
  ])('%s /v1/responses/{id}%s is a 404 that says why', async (method, path) => {
    const { url } = await running(frames())
    const reply = await fetch(`${url}/v1/responses/resp_1${path}`, { method })
    expect(reply.status).toBe(404)
    expect(((await reply.json()) as { error: Json }).error['message']).toBe('This server keeps no responses.')
  })
})
