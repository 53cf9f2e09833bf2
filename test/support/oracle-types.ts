/** How a stream ended. `cut` is a stream without a terminal event and without evidence that it is whole. */
export type OracleOutcome = 'completed' | 'incomplete' | 'failed' | 'cut'

/** The kinds of tool text that the protocol streams. */
export type ToolKind =
  | 'function_call'
  | 'custom_tool_call'
  | 'mcp_call'
  | 'code_interpreter_call'
  | 'apply_patch_call'
  | 'shell_call'

export interface CarriedTool {
  readonly kind: ToolKind
  readonly name: string
  readonly callId: string | undefined
  readonly arguments: string
}

export interface CarriedUsage {
  readonly input: number | undefined
  readonly output: number | undefined
}

/** What a stream carried, whatever its dialect. */
export interface Carried {
  /** Text of each message that has any, in the order in which the messages appeared. */
  readonly messages: readonly string[]
  readonly text: string
  /** Reasoning of each item that has any. */
  readonly thoughts: readonly string[]
  readonly reasoning: string
  readonly refusal: string
  /** In the order of their first argument byte, or of their end where they have none. */
  readonly tools: readonly CarriedTool[]
  readonly usage: CarriedUsage | undefined
  readonly outcome: OracleOutcome
  readonly counts: {
    readonly frames: number
    readonly unparsable: number
    /** Deltas of text, reasoning, refusal or arguments. */
    readonly deltas: number
    /** Where a `done` or the final output said something else than the deltas. */
    readonly disagreements: number
    /** Where a `done` or the final output said more than the deltas. */
    readonly extended: number
    /** Frames after the end. */
    readonly late: number
  }
}
