import { describe, expect, it } from 'vitest'
import { expectStrictBody } from '../support/adapters/strict.js'
import { saying } from './support/chat-frames.js'
import { frames, json, type Play } from './support/fake-backend.js'
import { ASK, running } from './support/running.js'

const chat = frames(...saying('Hello'))
const responses = frames(
  { type: 'response.created', response: { id: 'resp_1', status: 'in_progress', output: [] } },
  { type: 'response.output_text.delta', output_index: 0, content_index: 0, item_id: 'msg_1', delta: 'Hello' },
  { type: 'response.completed', response: { id: 'resp_1', status: 'completed' } },
)
const auto = { dialect: 'auto' } as const
const paths = (backend: { seen: readonly { path: string }[] }): string[] => backend.seen.map(({ path }) => path)

describe('dialect auto', () => {
  it.each([
    ['404 without a body', json(404, '')],
    ['404 of Gin', ((res) => void res.writeHead(404).end('404 page not found')) as Play],
    ['404 of FastAPI', json(404, { detail: 'Not Found' })],
    ['404 of llama.cpp', json(404, { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } })],
    ['405', json(405, { detail: 'Method Not Allowed' })],
  ])('goes to chat where /responses is not there (%s), and asks once', async (_name, absent) => {
    const { post, backend } = await running({ '/responses': absent, '/chat/completions': chat }, auto)
    const replies = await Promise.all([post(ASK), post(ASK)])
    for (const reply of replies) expectStrictBody(await reply.text(), 'Hello')
    expectStrictBody(await (await post(ASK)).text(), 'Hello')
    expect(paths(backend).filter((path) => path === '/responses')).toEqual(['/responses'])
    expect(paths(backend).length).toBe(4)
  })

  it('stays with /responses where it is there, and passes the request as it is', async () => {
    const { post, backend } = await running({ '/responses': responses, '/chat/completions': chat }, auto)
    const ask = { ...ASK, previous_response_id: 'resp_0', tools: [{ type: 'web_search' }] }
    for (let turn = 0; turn < 2; turn++) expectStrictBody(await (await post(ask)).text(), 'Hello')
    expect(paths(backend)).toEqual(['/responses', '/responses'])
    expect(backend.seen[0]?.body).toEqual(ask)
  })

  it('a 404 that speaks of the model decides nothing and reaches the client', async () => {
    const missing = json(404, { error: { message: "model 'fake-1' not found", type: 'not_found_error' } })
    const { post, backend } = await running({ '/responses': missing, '/chat/completions': chat }, auto)
    expect((await post(ASK)).status).toBe(404)
    expect(paths(backend)).toEqual(['/responses'])
  })

  it('a server that is not up yet decides nothing', async () => {
    let turn = 0
    const booting: Play = (res, seen) =>
      (turn++ === 0 ? json(503, { error: { message: 'Loading model' } }) : json(404, ''))(res, seen)
    const { post } = await running({ '/responses': booting, '/chat/completions': chat }, auto)
    expect((await post(ASK)).status).toBe(503)
    expectStrictBody(await (await post(ASK)).text(), 'Hello')
  })

  it('a wrong base URL decides nothing either', async () => {
    const { post, backend } = await running({}, auto)
    expect((await post(ASK)).status).toBe(404)
    expect((await post(ASK)).status).toBe(404)
    expect(paths(backend)).toEqual(['/responses', '/chat/completions', '/responses', '/chat/completions'])
  })

  it('what chat cannot do is a 400 once it is known', async () => {
    const { post } = await running({ '/chat/completions': chat }, auto)
    for (let turn = 0; turn < 2; turn++) expect((await post({ ...ASK, conversation: 'c' })).status).toBe(400)
  })
})
