import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RedisServer, startRedis, WITHOUT_REDIS } from '../support/resume/redis-server.js'
import { fakeUpstream } from './fake-upstream.js'
import { kindOf } from './kinds.js'
import { commandsOf, FILES, type Snippet, snippetsOf } from './markdown.js'
import { setUp, typeProblems } from './workbench.js'

/** What fragments of a page rely on: that it has said before, or that the reader has. */
const BEFORE: Readonly<Record<string, string>> = {
  'packages/gateway/README.md': `import express from 'express'
import { Hono } from 'hono'
declare const gateway: import('@strict-responses/gateway').Gateway
declare const fastify: import('fastify').FastifyInstance
declare const koa: import('koa')`,
}

const snippets = FILES.flatMap((file) => [...snippetsOf(file), ...commandsOf(file)])
const named = snippets.map((snippet) => [`${snippet.file}:${snippet.line}`, snippet] as const)
const needsRedis = ({ code }: Snippet): boolean => code.includes('redis://')
const isFragment = (snippet: Snippet): boolean => kindOf(snippet)?.name === 'a fragment that compiles'

describe('every snippet of every README', () => {
  let upstream: Awaited<ReturnType<typeof fakeUpstream>>
  let redis: RedisServer | undefined
  let problems: ReadonlyMap<Snippet, string[]>

  beforeAll(async () => {
    await setUp()
    upstream = await fakeUpstream()
    if (!WITHOUT_REDIS) redis = await startRedis()
    const compiled = snippets.filter(
      (snippet) => /^[jt]s$/.test(snippet.language) && kindOf(snippet)?.name !== 'a file of the project, quoted',
    )
    problems = await typeProblems(compiled, (snippet) => (isFragment(snippet) ? (BEFORE[snippet.file] ?? '') : ''))
  }, 180_000)
  afterAll(async () => {
    upstream.server.close()
    await redis?.remove()
  })

  it('is of a kind that is checked', () => {
    expect(
      named.filter(([, snippet]) => !kindOf(snippet)).map(([name, { language }]) => `${name} ${language}`),
    ).toEqual([])
  })

  it.concurrent.for(named.map(([name, snippet]) => [name, kindOf(snippet)?.name, snippet] as const))(
    '%s is %s',
    { timeout: 60_000 },
    async ([_name, _kind, snippet], { skip }) => {
      skip(needsRedis(snippet) && !redis, WITHOUT_REDIS)
      expect(problems.get(snippet) ?? []).toEqual([])
      await kindOf(snippet)?.holds(snippet, { upstream: upstream.url, redis: redis?.url })
    },
  )
})
