// One process of the load test: the backend, a proxy that only copies bytes, or the gateway.
import { createServer, request } from 'node:http'
import { pipeline } from 'node:stream'
import { setImmediate as tick } from 'node:timers/promises'
import { createGateway } from '@strict-responses/gateway'

const [, , role, upstream] = process.argv

const chunk = (content) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1764000000, model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`
const delta = (content) =>
  `event: response.output_text.delta\ndata: ${JSON.stringify({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta: content, logprobs: [] })}\n\n`
const FINISH = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`
const COMPLETED = `data: ${JSON.stringify({ type: 'response.completed', response: { id: 'resp_1', status: 'completed' } })}\n\n`

const flowing = (res) =>
  new Promise((resolve) => {
    const go = () => {
      res.off('drain', go).off('close', go)
      resolve()
    }
    res.on('drain', go).on('close', go)
  })

async function answer(req, res) {
  let body = ''
  for await (const part of req) body += part
  const { model } = JSON.parse(body)
  const responses = req.url.endsWith('/responses')
  const piece = (responses ? delta : chunk)(model === 'endless' ? 'x'.repeat(4096) : ' token')
  res.writeHead(200, { 'content-type': 'text/event-stream' })
  if (model === 'slow') {
    const timer = setInterval(() => res.write(piece), 500)
    res.on('close', () => clearInterval(timer))
    return
  }
  const [pace, number] = model.split('-')
  const count = model === 'endless' ? Number.POSITIVE_INFINITY : Number(number)
  for (let sent = 0; sent < count && !res.destroyed; sent++) {
    if (!res.write(piece)) await flowing(res)
    if (pace === 'tokens') await tick()
  }
  res.end(responses ? COMPLETED : FINISH)
}

function copy(req, res) {
  const { method, headers, url } = req
  const up = request({ port: upstream, host: '127.0.0.1', path: url, method, headers }, (reply) => {
    res.writeHead(reply.statusCode, reply.headers)
    pipeline(reply, res, () => {})
  })
  pipeline(req, up, () => {})
}

const gateway = (dialect) => createGateway({ upstream: `http://127.0.0.1:${upstream}/v1`, dialect }).handler

const ROLES = {
  backend: () => answer,
  raw: () => copy,
  gateway: () => gateway('chat-completions'),
  responses: () => gateway('responses'),
}

const server = createServer(ROLES[role]()).listen(0, '127.0.0.1', () => process.send(server.address().port))
process.once('SIGINT', () => process.exit())
process.on('message', () => {
  globalThis.gc()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send({ cpu: user + system, rss, used: heapUsed + external })
})
