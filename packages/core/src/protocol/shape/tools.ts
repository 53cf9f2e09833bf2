import type { Profile } from '../../options.js'
import {
  anyObject,
  boolean,
  given,
  integer,
  matching,
  nullable,
  number,
  oneOf,
  or,
  string,
  unnested,
} from './scalars.js'
import { byKind, type Fields, list, object, record, type Shape, tagged } from './shape.js'

/** A setting that is echoed: OpenAI writes null for whatever was not set, schema or not. */
export function setting(required: Fields, optional: Fields = {}): Shape {
  return object(required, Object.fromEntries(Object.entries(optional).map(([name, shape]) => [name, nullable(shape)])))
}

const none = object({})
const name = given(string)
const filled = given(matching(/[\s\S]/))
const callerTypes = oneOf('direct', 'programmatic')
const callable = { allowed_callers: list(callerTypes, 1) }
const contextSize = oneOf('medium', 'low', 'high')
const location = setting(
  {},
  { type: oneOf('approximate'), country: string, region: string, city: string, timezone: string },
)
const place = setting(
  { type: oneOf('approximate') },
  { country: string, region: string, city: string, timezone: string },
)
const webSearch = setting(
  {},
  {
    external_web_access: boolean,
    filters: setting({}, { allowed_domains: list(string) }),
    user_location: location,
    search_context_size: contextSize,
  },
)
const webSearchPreview = setting(
  {},
  { user_location: place, search_context_size: contextSize, search_content_types: list(oneOf('text', 'image')) },
)

const files = {
  file_ids: list(string, 0, 50),
  memory_limit: oneOf('1g', '4g', '16g', '64g'),
  network_policy: tagged({
    disabled: none,
    allowlist: setting(
      { allowed_domains: list(string, 1) },
      { domain_secrets: list(object({ domain: filled, name: filled, value: filled }), 1) },
    ),
  }),
}
const skill = tagged({
  skill_reference: setting({ skill_id: given(matching(/^[\s\S]{1,64}$/u)) }, { version: string }),
  inline: object({
    name: string,
    description: string,
    source: object({ type: oneOf('base64'), media_type: oneOf('application/zip'), data: filled }),
  }),
})
const environment = tagged({
  container_auto: setting({}, { ...files, skills: list(skill, 0, 200) }),
  local: setting({}, { skills: list(object({ name: string, description: string, path: string }), 0, 200) }),
  container_reference: object({ container_id: name }),
})

const format = tagged({
  text: none,
  grammar: object({ syntax: oneOf('lark', 'regex'), definition: string }),
})
const custom = (more: Fields): Shape =>
  unnested('custom', setting({ name }, { description: string, format, defer_loading: boolean, ...more }))
const functions = (required: Fields, optional: Fields): Shape =>
  unnested(
    'function',
    setting(required, {
      description: string,
      output_schema: anyObject,
      defer_loading: boolean,
      ...optional,
    }),
  )
const parameters = { parameters: nullable(anyObject), strict: nullable(boolean) }
const inNamespace = tagged({
  function: functions({ name: given(matching(/^[a-zA-Z0-9_-]{1,128}$/)) }, { ...parameters, ...callable }),
  custom: custom(callable),
})

const toolFilter = setting({}, { tool_names: list(string), read_only: boolean })
const mcp = setting(
  { server_label: name },
  {
    server_url: string,
    connector_id: oneOf(
      ...['dropbox', 'gmail', 'googlecalendar', 'googledrive', 'microsoftteams', 'outlookcalendar'].map(connector),
      ...['outlookemail', 'sharepoint'].map(connector),
    ),
    tunnel_id: matching(/^tunnel_[a-z0-9]{32}$/),
    authorization: string,
    server_description: string,
    headers: record(string),
    allowed_tools: byKind({ array: list(string), object: toolFilter }),
    require_approval: byKind({
      string: oneOf('always', 'never'),
      object: setting({}, { always: toolFilter, never: toolFilter }),
    }),
    defer_loading: boolean,
    ...callable,
  },
)

function connector(service: string): string {
  return `connector_${service}`
}

const imageGeneration = setting(
  {},
  {
    model: string,
    quality: oneOf('auto', 'low', 'medium', 'high'),
    size: string,
    output_format: oneOf('png', 'webp', 'jpeg'),
    output_compression: integer(0, 100),
    moderation: oneOf('auto', 'low'),
    background: oneOf('auto', 'transparent', 'opaque'),
    input_fidelity: oneOf('high', 'low'),
    input_image_mask: setting({}, { image_url: string, file_id: string }),
    partial_images: integer(0, 3),
    action: oneOf('auto', 'generate', 'edit'),
  },
)

/** A tool, as each profile lets a Response echo it. */
export const TOOL: Readonly<Record<Profile, Shape>> = {
  openai: tagged({
    function: functions({ name, ...parameters }, { allowed_callers: list(callerTypes) }),
    file_search: setting(
      { vector_store_ids: list(string) },
      {
        max_num_results: integer(),
        ranking_options: setting(
          {},
          {
            ranker: oneOf('auto', 'default-2024-11-15'),
            score_threshold: number(),
            hybrid_search: object({ embedding_weight: number(), text_weight: number() }),
          },
        ),
        filters: anyObject,
      },
    ),
    computer: none,
    computer_use_preview: object({
      environment: oneOf('browser', 'windows', 'mac', 'linux', 'ubuntu'),
      display_width: integer(),
      display_height: integer(),
    }),
    web_search: webSearch,
    web_search_2025_08_26: webSearch,
    web_search_preview: webSearchPreview,
    web_search_preview_2025_03_11: webSearchPreview,
    mcp,
    code_interpreter: setting(
      { container: or(byKind({ string, object: tagged({ auto: setting({}, files) }) }), () => ({ type: 'auto' })) },
      callable,
    ),
    programmatic_tool_calling: none,
    image_generation: imageGeneration,
    local_shell: none,
    shell: setting({}, { environment, ...callable }),
    custom: custom(callable),
    namespace: object({ name: filled, description: string, tools: list(inNamespace, 1) }),
    tool_search: setting({}, { execution: oneOf('server', 'client'), description: string, parameters: anyObject }),
    apply_patch: setting({}, callable),
  }),
  'open-responses': tagged({
    function: unnested('function', object({ name, description: nullable(string), ...parameters })),
  }),
}
