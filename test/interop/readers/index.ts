import { asyncOpenai } from './async-openai.js'
import { codex } from './codex.js'
import { openaiGo } from './openai-go.js'
import { openaiJava } from './openai-java.js'
import type { Reader } from './reader.js'
import { rig } from './rig.js'

export const READERS: readonly Reader[] = [asyncOpenai, rig, openaiGo, openaiJava, codex]
