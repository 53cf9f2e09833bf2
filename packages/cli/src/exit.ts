/** What a command says to its shell. */
export const EXIT = {
  ok: 0,
  notStrict: 1,
  cannotRun: 2,
  /** 128 and the number of SIGINT, as shells count. */
  interrupted: 130,
} as const
