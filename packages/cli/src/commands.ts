import { check } from './check/check.js'
import type { Command } from './command.js'
import { demo } from './demo/demo.js'
import { fix } from './fix/fix.js'
import { inspect } from './inspect/inspect.js'
import { proxy } from './proxy/proxy.js'

/** Every command, by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = { fix, check, inspect, proxy, demo }
