import { asObject, type JsonObject, merge } from '../json.js'
import type { Assembly } from './assembly.js'
import { missing } from './part-names.js'
import { buildResponse, outputOf } from './response.js'

/** How far the response itself has come. */
export interface Progress {
  created: boolean
  queued: boolean
  inProgress: boolean
}

const CREATED = { output: [], error: null, incomplete_details: null } as const

/** `response.created`, from the upstream or made up. */
export function created(assembly: Assembly, said: JsonObject | undefined): void {
  if (assembly.progress.created) {
    assembly.report('lifecycle/duplicate-created', 'a second response.created was dropped')
    return
  }
  assembly.progress.created = true
  if (!said)
    assembly.report(missing('response.created'), 'the stream did not begin with response.created: it was added')
  announce(assembly, 'response.created', said)
}

/** `response.queued`, only before work begins. */
export function queued(assembly: Assembly, said: JsonObject): void {
  const { progress } = assembly
  if (progress.queued || progress.inProgress) {
    assembly.report('lifecycle/late-queued', 'response.queued after the response had begun was dropped')
    return
  }
  if (!progress.created) created(assembly, undefined)
  progress.queued = true
  announce(assembly, 'response.queued', said)
}

/** `response.in_progress`, once: a later one would reset the snapshot of some clients. */
export function inProgress(assembly: Assembly, said: JsonObject | undefined): void {
  const { progress } = assembly
  if (progress.inProgress) {
    if (said) assembly.report('lifecycle/repeated-in-progress', 'a repeated response.in_progress was dropped')
    return
  }
  if (!progress.created) created(assembly, undefined)
  progress.inProgress = true
  if (!said) assembly.report(missing('response.in_progress'), 'response.in_progress was missing: it was added')
  announce(assembly, 'response.in_progress', said)
}

/** Everything that must have left before the first item or the end. */
export function start(assembly: Assembly): void {
  if (!assembly.progress.inProgress) inProgress(assembly, undefined)
}

function announce(assembly: Assembly, type: string, event: JsonObject | undefined): void {
  const said = asObject(event?.['response'])
  const queuedNow = said['status'] === 'queued' && type !== 'response.in_progress'
  const status = queuedNow || type === 'response.queued' ? 'queued' : 'in_progress'
  const response = buildResponse(assembly, said, {
    ...CREATED,
    status,
    output: Array.isArray(said['output']) && said['output'].length === 0 ? said['output'] : [],
  })
  assembly.emit(merge(event, { type, response }), event && assembly.source)
}

/** `response.in_progress` with the output so far: a heartbeat that every client counts. */
export function liveSnapshot(assembly: Assembly): JsonObject {
  return {
    type: 'response.in_progress',
    response: buildResponse(assembly, {}, { ...CREATED, status: 'in_progress', output: outputOf(assembly) }),
  }
}
