/** A command could not do its work; the message says why, the hint what to do next. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun'
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}
