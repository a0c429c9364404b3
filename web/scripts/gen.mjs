// Writes src/api/schema.d.ts from the server's contract; `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const contract = here('../../openapi.json')
const target = here('../src/api/schema.d.ts')

if (!existsSync(contract)) {
  console.error('openapi.json is missing. Run `cargo xtask gen`, which writes it and then the types.')
  process.exit(1)
}

const head = '// Written by `npm run gen` from openapi.json. Do not edit.\n'
const text = head + astToString(await openapiTS(JSON.parse(readFileSync(contract, 'utf8'))))
if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('src/api/schema.d.ts is not what openapi.json says. Run `npm run gen` in web/ and commit the result.')
    process.exit(1)
  }
} else {
  writeFileSync(target, text)
}
