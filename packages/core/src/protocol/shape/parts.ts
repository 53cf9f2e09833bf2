import { isObject, type JsonObject } from '../../json.js'
import type { Profile } from '../../options.js'
import { ANNOTATION } from './annotations.js'
import type { FieldContext } from './context.js'
import { LOGPROBS } from './logprobs.js'
import { any, nullable, oneOf, orLone, string } from './scalars.js'
import { type Fields, INVALID, list, object, type Shape, tagged } from './shape.js'

export { completeAnnotation } from './annotations.js'
export { completeLogprobs } from './logprobs.js'

const text = object({ text: string })

const outputParts = (profile: Profile): Fields => {
  const fields = { text: string, annotations: list(ANNOTATION[profile]) }
  const logprobs = { logprobs: LOGPROBS }
  return {
    // optional in the current release of Open Responses: a strict part without them stays as it is
    output_text: profile === 'openai' ? object({ ...fields, ...logprobs }) : object(fields, logprobs),
    refusal: object({ refusal: string }),
  }
}

const breakpoint = { prompt_cache_breakpoint: object({ mode: oneOf('explicit') }) }
const inputParts: Readonly<Record<Profile, Fields>> = {
  openai: {
    input_text: object({ text: string }, breakpoint),
    input_image: object(
      { detail: oneOf('auto', 'low', 'high', 'original') },
      { image_url: nullable(string), file_id: nullable(string), ...breakpoint },
    ),
    input_file: object(
      {},
      {
        file_id: nullable(string),
        filename: string,
        file_data: string,
        file_url: string,
        detail: oneOf('auto', 'low', 'high'),
        ...breakpoint,
      },
    ),
  },
  'open-responses': {
    input_text: text,
    input_image: object({ image_url: nullable(string), detail: oneOf('auto', 'low', 'high') }),
    input_file: object({}, { filename: string, file_url: string }),
  },
}

const PARTS: Readonly<Record<Profile, Fields>> = {
  openai: { ...outputParts('openai'), reasoning_text: text, summary_text: text },
  'open-responses': {
    ...outputParts('open-responses'),
    ...inputParts['open-responses'],
    reasoning_text: text,
    summary_text: text,
    text,
    input_video: object({ video_url: string }),
  },
}

/** Text that came without a part around it, or in a part of a type that does not belong there. */
const asText =
  (type: string) =>
  (value: unknown): JsonObject | undefined => {
    if (typeof value === 'string') return { type, text: value }
    return isObject(value) && typeof value['text'] === 'string' ? { ...value, type } : undefined
  }

const only = (profile: Profile, text: string, ...more: string[]): Shape => {
  const variants = Object.fromEntries([text, ...more].map((type) => [type, PARTS[profile][type] ?? any]))
  return orLone(list(tagged(variants, asText(text))))
}

const { input_video: _, ...NO_VIDEO } = PARTS['open-responses']

/** The arrays of parts in a message, in a reasoning item, and in the output of a tool. */
export const CONTENT: Readonly<Record<Profile, Readonly<Record<'message' | 'reasoning' | 'summary' | 'tool', Shape>>>> =
  {
    openai: {
      message: only('openai', 'output_text', 'refusal'),
      reasoning: only('openai', 'reasoning_text'),
      summary: only('openai', 'summary_text'),
      tool: list(tagged(inputParts.openai, asText('input_text'))),
    },
    'open-responses': {
      message: orLone(list(tagged(PARTS['open-responses'], asText('output_text')))),
      reasoning: orLone(list(tagged(NO_VIDEO, asText('reasoning_text')))),
      summary: orLone(list(tagged(NO_VIDEO, asText('summary_text')))),
      tool: list(tagged(inputParts['open-responses'], asText('input_text'))),
    },
  }

const PART: Readonly<Record<Profile, ReadonlyMap<string, Shape>>> = {
  openai: new Map(Object.entries(PARTS.openai)),
  'open-responses': new Map(Object.entries(PARTS['open-responses'])),
}

/** The part as the profile's schema wants it; unknown types pass. */
export function completePart(part: JsonObject, context: FieldContext): JsonObject {
  const shape = PART[context.profile].get(String(part['type']))
  const fitted = shape ? shape.fit(part, 'part', context.report) : part
  return fitted === INVALID ? part : (fitted as JsonObject)
}
