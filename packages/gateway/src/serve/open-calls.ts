import { OpenStreams } from '@strict-responses/node'

/** The requests that one gateway is answering. */
export class OpenCalls extends OpenStreams {
  draining = false

  /** New requests are refused from now on. */
  override drain(ms: number): Promise<void> {
    this.draining = true
    return super.drain(ms)
  }
}
