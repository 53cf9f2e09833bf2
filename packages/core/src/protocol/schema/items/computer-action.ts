import type { z } from 'zod'
import { object } from '../object.js'
import { integer, list, literal, nullable, oneOf, string } from '../scalars.js'
import { tagged } from '../tagged.js'

interface Point {
  x: number
  y: number
}
interface Keyed {
  keys?: string[] | null
}
export interface ComputerClick extends Point, Keyed {
  type: 'click'
  button: 'left' | 'right' | 'wheel' | 'back' | 'forward'
}
export interface ComputerDoubleClick extends Point {
  type: 'double_click'
  keys: string[] | null
}
export interface ComputerDrag extends Keyed {
  type: 'drag'
  path: Point[]
}
export interface ComputerKeypress {
  type: 'keypress'
  keys: string[]
}
export interface ComputerMove extends Point, Keyed {
  type: 'move'
}
export interface ComputerScreenshot {
  type: 'screenshot'
}
export interface ComputerScroll extends Point, Keyed {
  type: 'scroll'
  scroll_x: number
  scroll_y: number
}
export interface ComputerType {
  type: 'type'
  text: string
}
export interface ComputerWait {
  type: 'wait'
}

/** What a computer is asked to do. */
export type ComputerAction =
  | ComputerClick
  | ComputerDoubleClick
  | ComputerDrag
  | ComputerKeypress
  | ComputerMove
  | ComputerScreenshot
  | ComputerScroll
  | ComputerType
  | ComputerWait

const point = { x: integer, y: integer }
const keyed = { keys: nullable(list(string)) }
const button = oneOf('left', 'right', 'wheel', 'back', 'forward')

export const ComputerAction: z.ZodType<ComputerAction> = tagged<ComputerAction>({
  click: object<ComputerClick>({ type: literal('click'), button, ...point }, keyed),
  double_click: object<ComputerDoubleClick>({ type: literal('double_click'), ...point, ...keyed }, {}),
  drag: object<ComputerDrag>({ type: literal('drag'), path: list(object<Point>(point, {})) }, keyed),
  keypress: object<ComputerKeypress>({ type: literal('keypress'), keys: list(string) }, {}),
  move: object<ComputerMove>({ type: literal('move'), ...point }, keyed),
  screenshot: object<ComputerScreenshot>({ type: literal('screenshot') }, {}),
  scroll: object<ComputerScroll>({ type: literal('scroll'), ...point, scroll_x: integer, scroll_y: integer }, keyed),
  type: object<ComputerType>({ type: literal('type'), text: string }, {}),
  wait: object<ComputerWait>({ type: literal('wait') }, {}),
})
