import http from 'node:http'
import net from 'node:net'
import { Readable } from 'node:stream'
import { strictResponses } from '../../packages/node/dist/index.js'
import { openStreams } from '../../packages/node/dist/open-streams.js'

const wait = (ms) => new Promise((r) => setTimeout(r, ms))
const CR = 'data: {"type":"response.created","response":{}}\n\n'
let src
const server = http.createServer(async (req, res) => {
  const late = req.url.startsWith('/late')
  if (late) await wait(80)
  strictResponses(req, res, {
    expandJson: req.url === '/json',
    ...(req.url === '/commit' && { commitAfter: 1000 }),
    onEnd: (s) => console.log('  end', s.outcome),
    onError: (e) => console.log('  err', e.message),
  })
  await wait(100)
  if (req.url === '/json') {
    res.setHeader('content-type', 'application/json')
    res.write('{"object":"response"')
    await wait(50)
    return req.url === '/json' && res.end('}')
  }
  if (req.url === '/pipe' || req.url === '/pipe2' || req.url === '/latepipe') {
    src = new Readable({ read() {} })
    src.push(CR)
    if (req.url === '/pipe2') {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
    } else res.setHeader('content-type', 'text/event-stream')
    src.pipe(res)
    return
  }
  res.writeHead(200, { 'content-type': 'text/event-stream' })
  res.write(CR)
  await wait(50)
  if (req.url === '/end') res.end()
  if (req.url === '/destroy') res.destroy()
})
server.listen(0)
for (const p of ['/end', '/destroy', '/none', '/late', '/json', '/commit', '/pipe', '/pipe2', '/latepipe']) {
  const s = net.connect(server.address().port)
  s.write(`POST ${p} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`)
  await wait(30)
  s.destroy()
  await wait(400)
  console.log(p, openStreams.size, src?.destroyed)
}
{
  const s = net.connect(server.address().port)
  s.write(`POST /none HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`.repeat(3))
  await wait(300)
  console.log('pipelined open', openStreams.size)
  s.destroy()
  await wait(400)
  console.log('pipelined', openStreams.size)
}
{
  const s = net.connect(server.address().port)
  s.write(`POST /none HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`.repeat(3))
  await wait(30)
  s.destroy()
  await wait(400)
  console.log('pipelined before head', openStreams.size)
}
process.exit()
