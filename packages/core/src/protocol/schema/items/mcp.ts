import type { z } from 'zod'
import { object } from '../object.js'
import { anyObject, anything, boolean, integer, list, literal, nullable, oneOf, string } from '../scalars.js'
import { tagged } from '../tagged.js'

export interface McpProtocolError {
  type: 'mcp_protocol_error'
  code: number
  message: string
}
export interface McpToolExecutionError {
  type: 'mcp_tool_execution_error'
  content: unknown
}
export interface McpHttpError {
  type: 'http_error'
  code: number
  message: string
}
export type McpToolCallError = McpProtocolError | McpToolExecutionError | McpHttpError
export const McpToolCallError: z.ZodType<McpToolCallError> = tagged<McpToolCallError>({
  mcp_protocol_error: object<McpProtocolError>(
    { type: literal('mcp_protocol_error'), code: integer, message: string },
    {},
  ),
  mcp_tool_execution_error: object<McpToolExecutionError>(
    { type: literal('mcp_tool_execution_error'), content: anything },
    {},
  ),
  http_error: object<McpHttpError>({ type: literal('http_error'), code: integer, message: string }, {}),
})

export interface ResponseMcpCall {
  type: 'mcp_call'
  id: string
  server_label: string
  name: string
  arguments: string
  output?: string | null
  error?: McpToolCallError | null
  status?: 'in_progress' | 'completed' | 'incomplete' | 'calling' | 'failed'
  approval_request_id?: string | null
}
const called = { id: string, server_label: string, name: string, arguments: string }
export const ResponseMcpCall: z.ZodType<ResponseMcpCall> = object<ResponseMcpCall>(
  { type: literal('mcp_call'), ...called },
  {
    output: nullable(string),
    error: nullable(McpToolCallError),
    status: oneOf('in_progress', 'completed', 'incomplete', 'calling', 'failed'),
    approval_request_id: nullable(string),
  },
)

export interface McpListToolsTool {
  name: string
  input_schema: unknown
  description?: string | null
  annotations?: unknown
}
export const McpListToolsTool: z.ZodType<McpListToolsTool> = object<McpListToolsTool>(
  { name: string, input_schema: anyObject },
  { description: nullable(string), annotations: nullable(anyObject) },
)

export interface ResponseMcpListTools {
  type: 'mcp_list_tools'
  id: string
  server_label: string
  tools: McpListToolsTool[]
  error?: string | null
}
export const ResponseMcpListTools: z.ZodType<ResponseMcpListTools> = object<ResponseMcpListTools>(
  { type: literal('mcp_list_tools'), id: string, server_label: string, tools: list(McpListToolsTool) },
  { error: nullable(string) },
)

export interface ResponseMcpApprovalRequest {
  type: 'mcp_approval_request'
  id: string
  server_label: string
  name: string
  arguments: string
}
export const ResponseMcpApprovalRequest: z.ZodType<ResponseMcpApprovalRequest> = object<ResponseMcpApprovalRequest>(
  { type: literal('mcp_approval_request'), ...called },
  {},
)

export interface ResponseMcpApprovalResponse {
  type: 'mcp_approval_response'
  id: string
  /** Required by OpenAI's schema without being declared. */
  request_id: string
  approval_request_id: string
  approve: boolean
  reason?: string | null
}
export const ResponseMcpApprovalResponse: z.ZodType<ResponseMcpApprovalResponse> = object<ResponseMcpApprovalResponse>(
  {
    type: literal('mcp_approval_response'),
    id: string,
    request_id: string,
    approval_request_id: string,
    approve: boolean,
  },
  { reason: nullable(string) },
)
