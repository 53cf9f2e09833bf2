import type { Profile } from '../../options.js'
import { anyObject, boolean, given, nullable, number, oneOf, or, string, unnested } from './scalars.js'
import { type Fields, list, object, record, type Shape, tagged } from './shape.js'
import { setting } from './tools.js'

const plain = (): unknown => ({ type: 'text' })
const textZero = (): unknown => ({ format: plain() })
const verbosity = oneOf('medium', 'low', 'high')
const format = (jsonSchema: Shape): Shape =>
  or(tagged({ text: object({}), json_object: object({}), json_schema: unnested('json_schema', jsonSchema) }), plain)

/** `text`: the format and verbosity of what the model writes. */
export const TEXT: Readonly<Record<Profile, Shape>> = {
  openai: or(
    setting(
      {},
      {
        format: format(setting({ name: string, schema: anyObject }, { description: string, strict: boolean })),
        verbosity,
      },
    ),
    textZero,
  ),
  'open-responses': or(
    object(
      {
        format: format(
          // the schema of Open Responses declares `schema` as null, and nothing else
          object({ name: string, description: nullable(string), schema: oneOf(null), strict: boolean }),
        ),
      },
      { verbosity },
    ),
    textZero,
  ),
}

const summary = nullable(oneOf('auto', 'concise', 'detailed'))
const efforts = ['none', 'low', 'medium', 'high', 'xhigh'] as const

/** `reasoning`: how the model reasons. */
export const REASONING: Readonly<Record<Profile, Shape>> = {
  openai: nullable(
    setting(
      {},
      {
        mode: string,
        effort: oneOf(...efforts, 'minimal', 'max'),
        summary,
        context: oneOf('auto', 'current_turn', 'all_turns'),
        generate_summary: summary,
      },
    ),
  ),
  'open-responses': nullable(object({ effort: nullable(oneOf(...efforts)), summary })),
}

const verdict = tagged({
  moderation_result: object({
    model: string,
    flagged: boolean,
    categories: record(boolean),
    category_scores: record(number()),
    category_applied_input_types: record(list(oneOf('text', 'image'))),
  }),
  error: object({ code: string, message: string }),
})

/** Settings that only OpenAI's schema has. */
export const OPENAI_SETTINGS: Fields = {
  conversation: nullable(object({ id: given(string) })),
  moderation: nullable(object({ input: verdict, output: verdict })),
  output_text: nullable(string),
  prompt: nullable(setting({ id: given(string) }, { version: string, variables: anyObject })),
  prompt_cache_options: object({ ttl: oneOf('30m'), mode: oneOf('implicit', 'explicit') }),
  prompt_cache_retention: nullable(oneOf('in_memory', '24h')),
}
