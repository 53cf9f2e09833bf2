import { corpusSuite } from '../support/corpus-suite.js'

corpusSuite({ dialect: 'anthropic', atLeast: 40 })
