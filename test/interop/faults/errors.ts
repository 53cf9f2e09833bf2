import { closed, message, opened, TEXT } from './canonical.js'
import { BROKEN, broken, type Fault, SAFE } from './fault.js'
import { T } from './mutate.js'
import { DONE, data, type Event, frame, write } from './sse.js'

/** Two deltas, then the fault. */
const HALF = TEXT.slice(0, TEXT.findIndex(({ type }) => type === T.textDelta) + 2)
const half = write(HALF)
const sequence_number = HALF.length
const MESSAGE = BROKEN.message!
const plain = { message: MESSAGE, type: 'server_error', code: 'server_error', param: null }
const flat = { type: 'error', sequence_number, code: 'server_error', message: MESSAGE, param: null }
const nested = { type: 'error', sequence_number, error: plain }
const both = { ...flat, error: plain }

const failedWith = (error: unknown, number = sequence_number): Event => ({
  type: 'response.failed',
  sequence_number: number,
  response: opened({ status: 'failed', error }),
})
const known = { code: 'server_error', message: MESSAGE }
const failed = failedWith(known)
const then = failedWith(known, sequence_number + 1)
const whole = closed([message(['Hello', ', ']).item])
const completed: Event = { type: T.completed, sequence_number: sequence_number + 1, response: whole }
const usage = { said: { usage: 18 } }

/** What error-shaped things a broken upstream sends. */
export const ERRORS: readonly Fault[] = [
  broken('err_data_error_only', half + data({ error: plain })),
  broken('err_data_error_only_event_line', `${half}event: error\n${data({ error: plain })}`),
  broken('err_string', half + data({ error: MESSAGE })),
  broken('err_flat', half + frame(flat)),
  broken('err_flat_no_event_line', half + data(flat)),
  broken('err_flat_then_DONE', half + frame(flat) + DONE),
  broken('err_nested', half + frame(nested)),
  broken('err_nested_no_event_line', half + data(nested)),
  broken('err_both_flat_and_nested', half + frame(both)),
  broken('err_nested_then_failed', half + write([nested, then]), {
    recorded: 'openai-prism-stream-rate-limited-1',
  }),
  broken('err_flat_then_failed', half + write([flat, then])),
  broken('err_flat_then_completed', half + write([flat, completed]), usage),
  broken('err_flat_code_null', half + frame({ ...flat, code: null })),
  broken('failed_known', half + frame(failed), { recorded: 'hf-responsesjs-run-groq-error' }),
  broken('failed_unknown_code', half + frame(failedWith({ code: 'internal_error', message: MESSAGE }))),
  broken('failed_error_null', half + frame(failedWith(null)), { said: { message: SAFE } }),
  broken('failed_error_no_code', half + frame(failedWith({ message: MESSAGE }))),
  broken('failed_first_event', frame(failedWith(known, 0)), { said: { text: '' } }),
  broken('failed_then_hold_open', half + frame(failed), { ending: 'hold' }),
  broken('err_both_then_failed', half + write([both, then])),
  broken('err_both_then_failed_then_DONE', half + write([both, then]) + DONE),
  broken('err_both_then_failed_then_hold_open', half + write([both, then]), { ending: 'hold' }),
  broken('failed_then_DONE', half + frame(failed) + DONE),
  broken('failed_then_err_both', half + write([failed, { ...both, sequence_number: sequence_number + 1 }])),
  broken(
    'completed_status_failed',
    half + frame({ ...completed, sequence_number, response: { ...whole, status: 'failed', error: known, output: [] } }),
    usage,
  ),
  broken(
    'cancelled_event',
    half + frame({ type: 'response.cancelled', sequence_number, response: opened({ status: 'cancelled' }) }),
    { said: { message: SAFE } },
  ),
  broken('error_first_event_200', data({ error: plain }), { said: { text: '' } }),
]
