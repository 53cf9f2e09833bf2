import { any, anyObject, boolean, given, integer, matching, nullable, number, oneOf, or, string } from './scalars.js'
import { byKind, list, object, record, type Shape, tagged } from './shape.js'

const caller = (id: Shape): Shape => nullable(tagged({ direct: object({}), program: object({ caller_id: given(id) }) }))

/** Who called a tool. */
export const CALLER: Shape = caller(string)

/** Who called the tool whose output this is; bounded in the schema. */
export const OUTPUT_CALLER: Shape = caller(matching(/^[\s\S]{1,64}$/u))

/** What a web search did. */
export const WEB_SEARCH_ACTION: Shape = or(
  tagged({
    search: object(
      {},
      { query: string, queries: list(string), sources: list(tagged({ url: object({ url: given(string) }) })) },
    ),
    open_page: object({}, { url: nullable(string) }),
    find_in_page: object({ url: string, pattern: string }),
  }),
  () => ({ type: 'search' }),
)

/** What a file search found. */
export const FILE_SEARCH_RESULTS: Shape = nullable(
  list(
    object(
      {},
      {
        file_id: string,
        text: string,
        filename: string,
        attributes: nullable(record(byKind({ string: matching(/^[\s\S]{0,512}$/u), number: number(), boolean }))),
        score: number(),
      },
    ),
  ),
)

const at = { x: integer(), y: integer() }
const keys = { keys: nullable(list(string)) }

/** What a computer is asked to do. */
export const COMPUTER_ACTION: Shape = tagged({
  click: object({ button: oneOf('left', 'right', 'wheel', 'back', 'forward'), ...at }, keys),
  double_click: object({ ...at, ...keys }),
  drag: object({ path: list(object(at)) }, keys),
  keypress: object({ keys: list(string) }),
  move: object(at, keys),
  screenshot: object({}),
  scroll: object({ ...at, scroll_x: integer(), scroll_y: integer() }, keys),
  type: object({ text: string }),
  wait: object({}),
})

/** Safety checks of a computer call. */
export const SAFETY_CHECKS: Shape = list(
  object({ id: given(string) }, { code: nullable(string), message: nullable(string) }),
)

/** What a computer shows. */
export const SCREENSHOT: Shape = object({ type: oneOf('computer_screenshot') }, { image_url: string, file_id: string })

/** What a code interpreter wrote. */
export const CODE_OUTPUTS: Shape = nullable(
  list(tagged({ logs: object({ logs: string }), image: object({ url: string }) })),
)

/** What a local shell is asked to run; neutral as OpenAI's `added` event has it. */
export const LOCAL_SHELL_ACTION: Shape = object(
  { type: oneOf('exec'), command: list(string), env: record(string) },
  { timeout_ms: nullable(integer()), working_directory: nullable(string), user: nullable(string) },
)

/** What a shell is asked to run. */
export const SHELL_ACTION: Shape = object({
  commands: list(string),
  timeout_ms: nullable(integer()),
  max_output_length: nullable(integer()),
})

/** Where a shell runs. */
export const SHELL_ENVIRONMENT: Shape = nullable(
  tagged({ local: object({}), container_reference: object({ container_id: given(string) }) }),
)

/** What a shell wrote. */
export const SHELL_OUTPUT: Shape = list(
  object(
    {
      stdout: string,
      stderr: string,
      outcome: or(tagged({ timeout: object({}), exit: object({ exit_code: integer() }) }), () => ({ type: 'timeout' })),
    },
    { created_by: string },
  ),
)

const diff = object({ path: string, diff: string })

/** A patch; the neutral one changes nothing. */
export const PATCH: Shape = or(
  tagged({ create_file: diff, update_file: diff, delete_file: object({ path: string }) }),
  () => ({ type: 'update_file', path: '', diff: '' }),
)

const coded = object({ code: integer(), message: string })

/** Why a call to an MCP server failed. */
export const MCP_ERROR: Shape = nullable(
  tagged(
    {
      mcp_protocol_error: coded,
      http_error: coded,
      mcp_tool_execution_error: object({ content: any }),
    },
    (value) => (typeof value === 'string' ? { type: 'mcp_protocol_error', code: 0, message: value } : undefined),
  ),
)

/** The tools of an MCP server. */
export const MCP_TOOLS: Shape = list(
  object(
    { name: given(string), input_schema: anyObject },
    { description: nullable(string), annotations: nullable(anyObject) },
  ),
)
