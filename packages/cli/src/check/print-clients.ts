import type { ClientIssue, ClientName } from '@strict-responses/core'
import type { Paint } from '../terminal/paint.js'
import { printable } from '../terminal/printable.js'
import type { Checked } from './checked.js'

/** For each stream the clients that break on it, with the line, the cause and what the client does; and those that do not. */
export function clientLines(checked: readonly Checked[], clients: readonly ClientName[], paint: Paint): string[] {
  return checked.flatMap(({ source, clients: issues }) => {
    if (!issues) return []
    const broken = new Set(issues.map(({ client }) => client))
    const whole = clients.filter((name) => !broken.has(name))
    return [
      ...issues.map((issue) => line(source, issue, paint)),
      `${paint('bold', source)}  breaks ${broken.size} of ${clients.length} clients${whole.length > 0 ? paint('green', `; not ${whole.join(', ')}`) : ''}`,
    ]
  })
}

function line(source: string, { client, effect, how, because, what, at }: ClientIssue, paint: Paint): string {
  const place = `${paint('bold', `${source}:${Math.max(1, at.line)}`)}  ${paint('yellow', client)}`
  return `${place}  ${effect}: ${printable(how)}${paint('dim', `  (${because}: ${printable(what)})`)}`
}
