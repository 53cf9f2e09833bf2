import { main } from '../../../packages/cli/src/main.js'

process.exitCode = await main(process.argv.slice(2))
