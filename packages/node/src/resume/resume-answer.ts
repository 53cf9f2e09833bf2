import { setTimeout } from 'node:timers/promises'
import {
  cancelResponse,
  currentResponse,
  type EventLog,
  EventLogError,
  type JsonObject,
  resumeStream,
  tell,
} from '@strict-responses/core'
import { badStartingAfter, expired, notFound, type ResumeError, unavailable } from './resume-error.js'
import type { ResumeResponsesOptions } from './resume-options.js'
import type { ResumeRequest } from './resume-request.js'

/** What to answer: JSON, or a stream that is yet to be read. */
export type ResumeAnswer =
  | { readonly status: number; readonly body: JsonObject | ResumeError['body'] }
  | { readonly stream: (signal: AbortSignal) => AsyncIterable<Uint8Array> }

/** Milliseconds. A log writes behind its stream: a client that comes back at once may be there before its response is. */
const LATE = 250

/**
 * Answers a request for a response that is kept; an id that is not known yet is looked up twice. Rejects with what is no
 * matter of the log, as `authorize` does.
 */
export async function resumeAnswer<Request>(
  asked: ResumeRequest,
  options: ResumeResponsesOptions<Request>,
  request: Request,
): Promise<ResumeAnswer> {
  const { id } = asked
  const { authorize } = options
  const allowed = !authorize || (await authorize(id, request))
  const answer = allowed ? await answerOf(asked, options) : notFound(id)
  if (!('status' in answer) || answer.status !== 404) return answer
  // A refusal takes as long: nobody learns from the clock which ids there are.
  await setTimeout(LATE)
  return allowed ? answerOf(asked, options) : answer
}

async function answerOf<Request>(
  asked: ResumeRequest,
  options: ResumeResponsesOptions<Request>,
): Promise<ResumeAnswer> {
  const { id } = asked
  const { eventLog } = options
  try {
    if (asked.action === 'stream') return await streamAnswer(eventLog, asked, options)
    const answer = asked.action === 'cancel' ? cancelResponse : currentResponse
    const response = await answer(eventLog, id, options)
    return response ? { status: 200, body: response } : notFound(id)
  } catch (error) {
    if (!(error instanceof EventLogError)) throw error
    if (error.code === 'not_found') return notFound(id)
    if (error.code === 'expired') return expired(id)
    tell(options, 'onError', error)
    return unavailable()
  }
}

async function streamAnswer<Request>(
  log: EventLog,
  { id, startingAfter }: ResumeRequest,
  options: ResumeResponsesOptions<Request>,
): Promise<ResumeAnswer> {
  if (startingAfter !== undefined && !/^\d{1,15}$/.test(startingAfter))
    return badStartingAfter('it must be the sequence_number of an event, an integer of 0 or more')
  const logged = await log.get(id)
  if (!logged) return notFound(id)
  const after = startingAfter === undefined ? -1 : Number(startingAfter)
  if (after + 1 < logged.first) return expired(id)
  // The client of a writer that died may have seen more than was saved.
  const whole = logged.response && logged.response['status'] !== 'failed'
  if (whole && after > logged.last) return badStartingAfter(`the last event of the response is ${logged.last}`)
  return { stream: (signal) => resumeStream(log, id, { ...options, startingAfter: after, signal }) }
}
