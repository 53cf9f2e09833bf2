const TICK_MS = 5
let turned = 0
// Tests with a clock of their own put it in the place of this.
const now = performance.now.bind(performance)
let last = now()

// No more is counted than two ticks, however long the machine did something else.
setInterval(() => {
  const at = now()
  turned += Math.min(at - last, 2 * TICK_MS)
  last = at
}, TICK_MS).unref()

/**
 * The milliseconds for which this process' event loop turned: what has to happen in a given time may take that long,
 * while a machine that stands still, or lets others run, makes no one late.
 */
export const loopTime = (): number => turned
