/** What a command is made of. */
export type RedisArgument = string | Buffer

/** What is used of a client of the `redis` package (5 or newer), whatever modules it has. */
export interface RedisClient {
  readonly isOpen: boolean
  sendCommand<T>(
    args: readonly RedisArgument[],
    options?: { readonly timeout?: number; readonly typeMapping?: Record<never, never> },
  ): Promise<T>
  duplicate(): RedisClient
  connect(): Promise<unknown>
  on(event: 'error', listener: (error: unknown) => void): unknown
  destroy(): void
}
