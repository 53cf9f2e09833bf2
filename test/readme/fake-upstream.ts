import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const FAULTY = [
  '{"type":"response.created","response":{"id":"resp_1"}}',
  '{"type":"response.output_text.delta","delta":"Hello, "}',
  '{"type":"response.output_text.delta","delta":"world."}',
  '{"type":"response.completed","response":{"id":"resp_1"}}',
]

/** A model server that numbers, opens and closes nothing: what the snippets ask in place of yours. */
export async function fakeUpstream(): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((req, res) => {
    req.resume()
    if (req.url !== '/v1/responses') {
      res.writeHead(404).end()
      return
    }
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const data of FAULTY) res.write(`data: ${data}\n\n`)
    res.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
