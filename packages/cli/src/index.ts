export { EXIT } from './exit.js'
export type { Io, Terminal } from './io.js'
export { main } from './main.js'
