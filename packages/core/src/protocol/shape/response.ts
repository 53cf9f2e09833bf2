import { isObject, type JsonObject } from '../../json.js'
import type { Profile } from '../../options.js'
import type { Report } from '../../repair.js'
import { SERVICE_TIERS } from '../service-tiers.js'
import type { ShapeContext } from './context.js'
import { any, anyObject, boolean, integer, matching, nullable, number, oneOf, or, string, text } from './scalars.js'
import { OPENAI_SETTINGS, REASONING, TEXT } from './settings.js'
import { byKind, type Fields, fieldsOf, fitFields, INVALID, list, object, record, type Shape } from './shape.js'
import { TOOL_CHOICE } from './tool-choice.js'
import { TOOL } from './tools.js'
import { completeUsage } from './usage.js'

const statuses = ['in_progress', 'completed', 'failed', 'cancelled', 'queued', 'incomplete'] as const
const reasons = ['max_output_tokens', 'content_filter'] as const
const one = (): unknown => 1

const usage = (profile: Profile): Shape => ({
  fit: (value, _, report) => completeUsage(value, { profile, report }),
  zero: () => null,
})

/** The fields whose shape is not the same in both profiles. */
const DIFFERENT: Readonly<Record<Profile, Fields>> = {
  openai: {
    status: oneOf(...statuses),
    incomplete_details: nullable(object({}, { reason: oneOf(...reasons) })),
    // its elements are input items that the developer wrote: what is in them is theirs to get right
    instructions: nullable(byKind({ string, array: list(anyObject) })),
    top_p: or(number(0, 1), one),
    top_logprobs: or(integer(0, 20), () => 0),
    temperature: or(number(0, 2), one),
    service_tier: or(oneOf(...SERVICE_TIERS), () => 'default'),
    metadata: or(record(text), () => ({})),
    safety_identifier: nullable(matching(/^[\s\S]{0,64}$/u)),
  },
  'open-responses': {
    status: string,
    incomplete_details: nullable(object({ reason: or(string, () => reasons[0]) })),
    instructions: nullable(byKind({ string })),
    top_p: or(number(), one),
    top_logprobs: integer(),
    temperature: or(number(), one),
    service_tier: or(string, () => 'default'),
    metadata: any,
    safety_identifier: nullable(string),
  },
}

/** The 31 fields that Open Responses requires; OpenAI's 14 are among them. */
const all = (profile: Profile): Fields => ({
  id: string,
  object: oneOf('response'),
  created_at: integer(),
  completed_at: nullable(integer()),
  model: string,
  previous_response_id: nullable(string),
  output: list(any),
  error: nullable(object({ code: or(string, () => 'server_error'), message: string })),
  tools: or(list(TOOL[profile]), () => []),
  tool_choice: TOOL_CHOICE[profile],
  truncation: or(oneOf('disabled', 'auto'), () => 'disabled'),
  parallel_tool_calls: or(boolean, () => true),
  text: TEXT[profile],
  presence_penalty: number(),
  frequency_penalty: number(),
  reasoning: REASONING[profile],
  usage: usage(profile),
  max_output_tokens: nullable(integer()),
  max_tool_calls: nullable(integer()),
  store: boolean,
  background: or(boolean, () => false),
  prompt_cache_key: nullable(string),
  ...DIFFERENT[profile],
})

const openai = all('openai')
const extra: Fields = { ...OPENAI_SETTINGS, user: nullable(string) }

/** What OpenAI requires, and `status`, which it always sends. */
const NEVER_NULL = ['id', 'object', 'created_at', 'status', 'model', 'output', 'tools', 'tool_choice'] as const
const REQUIRED = [
  'parallel_tool_calls',
  'error',
  'incomplete_details',
  'instructions',
  'metadata',
  'temperature',
  'top_p',
]

const isRequired = (name: string): boolean => REQUIRED.includes(name) || NEVER_NULL.some((other) => other === name)
const pick = (fields: Fields, wanted: (name: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => wanted(name)))
const orNull = (shape: Shape): Shape => ({ ...nullable(shape), zero: shape.zero })

/** OpenAI's own view: these may be null too, and three fields it never mentions. */
const ownView: Fields = {
  ...pick(openai, (name) => !['store', 'presence_penalty', 'frequency_penalty'].includes(name)),
  ...Object.fromEntries(
    ['metadata', 'temperature', 'top_p', 'truncation', 'top_logprobs', 'background', 'service_tier'].map((name) => [
      name,
      orNull(openai[name] ?? any),
    ]),
  ),
}

const OWN = fieldsOf(pick(ownView, isRequired), { ...pick(ownView, (name) => !isRequired(name)), ...extra })
const UNION: typeof OWN = fieldsOf(openai, extra)
const OPEN: typeof OWN = fieldsOf(all('open-responses'))

/** What a request sets and a Response repeats. */
const ECHOED = new Set([
  ...['instructions', 'tools', 'tool_choice', 'temperature', 'top_p', 'metadata', 'max_output_tokens', 'text'],
  ...['parallel_tool_calls', 'previous_response_id', 'reasoning', 'truncation', 'store', 'background', 'service_tier'],
  ...['top_logprobs', 'prompt_cache_key', 'safety_identifier', 'max_tool_calls'],
  ...['presence_penalty', 'frequency_penalty'],
])

const silent: Report = () => {}

function standIn(context: ShapeContext): (name: string, shape: Shape) => unknown {
  const known: JsonObject = {
    id: context.id,
    created_at: Math.trunc(context.createdAt),
    model: context.model,
    status: context.status,
  }
  return (name, shape) => {
    if (Object.hasOwn(known, name)) return known[name]
    const asked = ECHOED.has(name) ? context.asked(name) : undefined
    if (asked === undefined || asked === null) return shape.zero()
    const fitted = shape.fit(asked, name, silent)
    return fitted === INVALID ? shape.zero() : fitted
  }
}

/**
 * The Response object as the profile's schema wants it; the elements of `output` are left to `completeItem`.
 *
 * Under `openai` one that lacks nothing of what OpenAI requires gains nothing.
 */
export function completeResponse(response: JsonObject, context: ShapeContext): JsonObject {
  const lacking =
    NEVER_NULL.some((name) => response[name] === undefined || response[name] === null) ||
    REQUIRED.some((name) => response[name] === undefined)
  const fields = context.profile === 'open-responses' ? OPEN : lacking ? UNION : OWN
  const fitted = fitFields(fields, response, '', context.report, standIn(context))
  if (!isObject(fitted)) return response
  const user = fields === UNION && fitted['user'] === undefined ? context.asked('user') : undefined
  return typeof user === 'string' ? { ...fitted, user } : fitted
}
