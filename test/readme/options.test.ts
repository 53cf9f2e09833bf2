import type { StrictResponsesOptions } from '@strict-responses/node'
import { describe, expect, it } from 'vitest'
import { codeIn, tableUnder } from './tables.js'

/** Every option there is: the compiler sees to that. */
const OPTIONS: Readonly<Record<keyof StrictResponsesOptions, true>> = {
  dialect: true,
  profile: true,
  done: true,
  errorShape: true,
  errorCodes: true,
  onMissingTerminal: true,
  reasoning: true,
  thinkTags: true,
  unknownEvents: true,
  heartbeat: true,
  idleTimeout: true,
  commitAfter: true,
  limits: true,
  request: true,
  expandJson: true,
  eventLog: true,
  onDisconnect: true,
  resume: true,
  onError: true,
  onRepair: true,
  onEnd: true,
  onFrames: true,
  path: true,
  hotPath: true,
  output: true,
  generateId: true,
  now: true,
}

describe('the options in the README', () => {
  it('are those that there are', () => {
    const named = tableUnder('Options').flatMap(([cell = '']) => codeIn(cell))
    expect(named.sort()).toEqual(Object.keys(OPTIONS).sort())
  })
})
