import type { Profile } from '../../options.js'
import { anyObject, given, oneOf, or, string, unnested } from './scalars.js'
import { byKind, list, object, type Shape, tagged } from './shape.js'
import { setting } from './tools.js'

const none = object({})
const named = object({ name: given(string) })
const auto = (): unknown => 'auto'
const mode = oneOf('auto', 'none', 'required')

const HOSTED = [
  'file_search',
  'web_search_preview',
  'web_search_preview_2025_03_11',
  'computer',
  'computer_use_preview',
  'computer_use',
  'image_generation',
  'code_interpreter',
  'programmatic_tool_calling',
  'apply_patch',
  'shell',
] as const

/** Which tool the model may or must call, as each profile lets a Response echo it. */
export const TOOL_CHOICE: Readonly<Record<Profile, Shape>> = {
  openai: or(
    byKind({
      string: mode,
      object: tagged({
        ...Object.fromEntries(HOSTED.map((type) => [type, none])),
        function: unnested('function', named),
        custom: unnested('custom', named),
        mcp: setting({ server_label: given(string) }, { name: string }),
        allowed_tools: unnested('allowed_tools', object({ mode: oneOf('auto', 'required'), tools: list(anyObject) })),
      }),
    }),
    auto,
  ),
  'open-responses': or(
    byKind({
      string: mode,
      object: tagged({
        function: unnested('function', object({}, { name: string })),
        allowed_tools: object({ tools: list(tagged({ function: object({}, { name: string }) })), mode }),
      }),
    }),
    auto,
  ),
}
