/** A server that gets the protocol wrong, written by us after a real one. */
export interface Upstream {
  readonly title: string
  /** What it gets wrong, in a line. */
  readonly fault: string
  /** Where the fault was seen. */
  readonly after: string
  /** What it writes, piece by piece. */
  readonly chunks: readonly string[]
  /** How it breaks after its last piece; absent where it ends by itself. */
  readonly breaks?: { readonly by: 'losing the connection' | 'throwing'; readonly error: Error }
}
