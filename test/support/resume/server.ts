import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { resumeResponses, strictResponses } from '@strict-responses/express'
import { redisEventLog } from '@strict-responses/redis'
import express from 'express'
import { frame } from '../strict-stream.js'
import { countedEvents } from './frames.js'

/** The program of a server process: `server REDIS_URL LEASE_MS`; it prints its port. */
const [, , url, leaseMs] = process.argv
const eventLog = redisEventLog({ url: String(url), leaseMs: Number(leaseMs) })
const app = express()
app.use(resumeResponses({ eventLog }), express.json(), strictResponses({ eventLog, onDisconnect: 'continue' }))

/** Writes `count` events of the response `id`, one every `everyMs`. */
app.post('/v1/responses', async (req, res) => {
  const { id, count, everyMs } = req.body
  res.type('text/event-stream')
  for (const event of countedEvents(count)) {
    res.write(frame(event).replaceAll('resp_strict', id))
    await wait(everyMs)
  }
  res.end()
})

const server = createServer(app)
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(String((server.address() as AddressInfo).port))
})
