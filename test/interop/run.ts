import type { Client, ClientResult } from './clients/client.js'
import type { Visit } from './routes.js'

/** How long a client may sit before a stream that stays open and says no more. */
const QUIET_MS = 1500
/** And before one that has ended: loaded machines are slow. */
const SLOW_MS = 30_000

/** Runs a client; `undefined` where it hangs: the upstream has said all it has and nothing comes of it. */
export async function visitWith(
  client: Client,
  visit: Visit,
  tools?: readonly string[],
): Promise<ClientResult | undefined> {
  let timer: NodeJS.Timeout | undefined
  const hung = visit.served.then(
    () =>
      new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), visit.staysOpen ? QUIET_MS : SLOW_MS)
      }),
  )
  const run = client.run(visit.baseURL, tools)
  try {
    return await Promise.race([run, hung])
  } finally {
    clearTimeout(timer)
    visit.close()
    await run
  }
}
