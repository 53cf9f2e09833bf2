// Prints what each package named on the command line gives to `import` and to `require()`, by name and type.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const typesOf = (exports) => Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, typeof value]))
const found = []
for (const name of process.argv.slice(2)) {
  const [imported, required] = [await import(name), require(name)]
  found.push({
    name,
    imported: typesOf(imported),
    required: typesOf(required),
    same: Object.keys(imported).every((key) => imported[key] === required[key]),
  })
}
console.log(JSON.stringify(found))
