import { channel } from 'node:diagnostics_channel'
import type { Repair } from '@strict-responses/core'

/** What subscribers of `strict-responses:repair` receive. */
export interface RepairMessage {
  readonly repair: Repair
  /** The response id as far as it is known. */
  readonly id: string | undefined
}

const repairs = channel('strict-responses:repair')

/** Publishes one repair; costs nothing while nobody subscribes. */
export function publishRepair(repair: Repair, id: string | undefined): void {
  if (repairs.hasSubscribers) repairs.publish({ repair, id } satisfies RepairMessage)
}

/** Whether anybody subscribes now; who subscribes later hears of the streams that begin after that. */
export function repairsHeard(): boolean {
  return repairs.hasSubscribers
}
