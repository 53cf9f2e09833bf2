import { parseArgs } from 'node:util'
import { CORPUS_ABSENT, corpusAvailable } from '../support/corpus.js'
import { LOAD_CORE, pinned, pinSelf } from './child.js'
import { hitRates, hitRows } from './hit-rate.js'
import { ROUTE_ROWS, routeRows } from './http.js'
import { CORPUS_TIMED, longRow, pushRows, TIMED, timedRow } from './in-process.js'
import { latencyRows } from './latency.js'
import { FULL, QUICK } from './measure.js'
import { memoryRow } from './memory.js'
import { rowLine, rowTable, writeResults } from './results.js'
import type { Row } from './row.js'

const GROUPS = ['in-process', 'http', 'latency', 'memory', 'corpus', 'hits']
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: GROUPS.join() },
  },
})
const { quick, write } = values
const groups = values.only.split(',')
const rows: Row[] = []

function add(...more: readonly Row[]): void {
  rows.push(...more)
  for (const row of more) console.log(rowLine(row))
}

console.log(`Node ${process.versions.node}${quick ? ', quick' : ''}${pinned ? '' : ', processes not pinned to cores'}`)
if (!corpusAvailable) console.log(CORPUS_ABSENT)
pinSelf(LOAD_CORE)
const started = performance.now()
if (groups.includes('in-process')) {
  for (const timed of TIMED) {
    if (!quick) add(await timedRow(timed, FULL, true))
    else if (!timed.full) add(await timedRow(timed, QUICK, write && timed.against === 'json'))
  }
  const withOff = !quick || write
  add(...(await pushRows(quick, withOff)), await longRow(quick, withOff))
}
if (groups.includes('http'))
  for (const route of ROUTE_ROWS) if (!quick || write || !route.full) add(...(await routeRows(route, quick)))
if (groups.includes('latency')) add(...(await latencyRows(quick)))
if (groups.includes('memory')) {
  add(await memoryRow(2000, 2, quick ? 1 : 3, !quick))
  if (!quick)
    add(
      await memoryRow(2000, 20, 1, false),
      await memoryRow(10_000, 2, 1, false),
      await memoryRow(10_000, 20, 1, false),
    )
}
const corpusRows: Row[] = []
if (!quick && groups.includes('corpus'))
  for (const timed of CORPUS_TIMED) corpusRows.push(await timedRow(timed, QUICK, true))
const rates = corpusAvailable && groups.includes('hits') ? await hitRates() : []
if (rates.length > 0) add(...hitRows(rates))
console.log(`\n${rowTable([...rows, ...corpusRows])}\n\n${Math.round((performance.now() - started) / 1000)} seconds`)
if ((!quick || write) && GROUPS.every((group) => groups.includes(group))) writeResults(rows, corpusRows, rates, quick)
process.exit()
