import { type OutRow, ROW } from './flow-layout.js'

const SVG = 'http://www.w3.org/2000/svg'

/** How wide the room between the sides is, in pixels; the style sheet has the same. */
const WIDTH = 72
/** How far what goes out is indented where it stands below. */
const INDENT = 26

/** The lines of one step, from what came in to each frame that goes out; a cross where it was dropped. */
export function drawLines(rows: readonly OutRow[], stacked: boolean, dropped: boolean): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', 'lines')
  svg.setAttribute('aria-hidden', 'true')
  const [width, height] = [stacked ? INDENT : WIDTH, (stacked ? rows.length + 1 : Math.max(1, rows.length)) * ROW]
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  const from = ROW / 2
  rows.forEach((row, index) => {
    if (row.kind !== 'output') return
    const to = (index + (stacked ? 1 : 0)) * ROW + ROW / 2
    svg.append(stroke(stacked ? elbow(to) : curve(from, to), row.output.relation))
  })
  if (!rows.some(({ kind }) => kind === 'output')) {
    const [x, y] = stacked ? [10, ROW + ROW / 2] : [WIDTH / 2, from]
    const kind = dropped ? 'dropped' : 'held'
    svg.append(stroke(stacked ? `M10 ${ROW - 4} V${y - 6}` : `M4 ${y} H${x - 6}`, kind))
    svg.append(stroke(dropped ? `M${x - 4} ${y - 4} l8 8 M${x + 4} ${y - 4} l-8 8` : `M${x - 2} ${y} h0.1`, kind))
  }
  return svg
}

function curve(from: number, to: number): string {
  return `M4 ${from} C${WIDTH * 0.55} ${from} ${WIDTH * 0.45} ${to} ${WIDTH - 4} ${to}`
}

function elbow(to: number): string {
  return `M10 ${ROW - 4} V${to - 6} Q10 ${to} 16 ${to} H${INDENT - 2}`
}

function stroke(d: string, kind: string): SVGPathElement {
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', d)
  path.setAttribute('class', kind)
  return path
}
