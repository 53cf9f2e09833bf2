/** Where our types are not those of OpenAI's SDK 7.55.0: the fields by type, each group with its reason. */
export interface Deviations {
  // the published schema requires it, the SDK does not know it
  ResponseFunctionCallArgumentsDoneEvent: 'name'
  ResponseLocalShellCallOutput: 'call_id'
  ResponseMcpApprovalResponse: 'request_id'
  // the published schema has it, the SDK has it in a nested type only
  ResponseFunctionShellCallOutputContent: 'created_by'
  // the nested error is what OpenAI sends
  ResponseErrorEvent: 'error'
  // any code with `errorCodes: 'wire'`; the rest is in the SDK only
  ResponseError: 'code' | 'misalignment' | 'param' | 'type'
  // the published schema requires it, the SDK does not
  ResponseOutputText: 'logprobs'
  // required by the events of a stream, which refer to the item; `async` is in the SDK only
  ResponseFunctionToolCall: 'id' | 'async'
  ResponseCustomToolCall: 'id' | 'async'
  // required, but recorded late or not at all; the SDK has a status that the published schema does not
  ResponseFunctionWebSearch: 'action' | 'status'
  ResponseFunctionShellToolCall: 'environment'
  // late as well; the rest is in the SDK only, and passes unchecked
  ResponseImageGenerationCall:
    | 'result'
    | 'action'
    | 'background'
    | 'error'
    | 'output_format'
    | 'quality'
    | 'revised_prompt'
    | 'size'
    | 'svg_usage'
  Response: // computed by the SDK
    | 'output_text'
    // in the SDK only; passes unchecked
    | 'access_programs'
    | 'image'
    | 'prompt_cache_diagnostics'
    | 'tool_usage'
    // always sent
    | 'status'
    // sent as null
    | 'usage'
    | 'user'
    // reasons and times to live that the published schema does not have
    | 'incomplete_details'
    | 'prompt_cache_options'
    // what the request said: known at its first level only, with null for what was not set
    | 'instructions'
    | 'prompt'
    | 'reasoning'
    | 'text'
    | 'tool_choice'
    // compared on their own
    | 'error'
    | 'output'
  // echoes, see `Response`
  ResponseTextConfig: 'format'
  ResponseFormatTextJSONSchemaConfig: 'description'
  ResponsePrompt: 'variables'
  FunctionTool: 'allowed_callers' | 'async' | 'defer_loading' | 'output_schema'
  CustomTool: 'allowed_callers' | 'async' | 'defer_loading' | 'description' | 'format'
  FileSearchTool: 'filters' | 'max_num_results' | 'ranking_options'
  CodeInterpreterTool: 'allowed_callers'
  McpTool:
    | 'allowed_callers'
    | 'allowed_tools'
    | 'authorization'
    | 'connector_id'
    | 'defer_loading'
    | 'headers'
    | 'require_approval'
    | 'server_description'
    | 'server_url'
    | 'tunnel_id'
  // made of what is compared on its own
  ResponseOutputMessage: 'content'
  ResponseCreatedEvent: 'response'
  ResponseQueuedEvent: 'response'
  ResponseInProgressEvent: 'response'
  ResponseCompletedEvent: 'response'
  ResponseIncompleteEvent: 'response'
  ResponseFailedEvent: 'response'
  ResponseOutputItemAddedEvent: 'item'
  ResponseOutputItemDoneEvent: 'item'
  ResponseContentPartAddedEvent: 'part'
  ResponseContentPartDoneEvent: 'part'
}
