import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGateway, type Gateway, type GatewayOptions } from '@strict-responses/gateway'
import { onTestFinished } from 'vitest'
import { type FakeBackend, type Play, startBackend } from './fake-backend.js'

/** A gateway that listens, in front of a backend. */
export interface Running {
  readonly url: string
  readonly gateway: Gateway
  readonly server: Server
  readonly backend: FakeBackend
  /** Sends a Responses request; strings go as they are. */
  post(body: unknown, init?: { headers?: Record<string, string>; signal?: AbortSignal }): Promise<Response>
}

/** Starts both; they close with the test. */
export async function running(
  play: Play | Readonly<Record<string, Play>>,
  options: Partial<GatewayOptions> = {},
): Promise<Running> {
  const backend = await startBackend(play)
  onTestFinished(() => backend.close())
  const gateway = createGateway({ upstream: backend.url, dialect: 'chat-completions', ...options })
  onTestFinished(() => gateway.close())
  const server = await gateway.listen()
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    gateway,
    server,
    backend,
    post: (body, init) =>
      fetch(`${url}/v1/responses`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { 'content-type': 'application/json', ...init?.headers },
      }),
  }
}

/** The least that a request needs. */
export const ASK = { model: 'fake-1', input: 'Hello', stream: true } as const
