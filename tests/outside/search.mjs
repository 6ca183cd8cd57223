// Asks the search of the built documentation site what a stranger would type, with the script that a browser runs.
// Usage: node search.mjs SITE PHRASES. Each line of PHRASES has a phrase and the pages to find, any of them.
// A page is found if it is among the first five that the search lists.

import { readFileSync, readdirSync } from "node:fs"

const SHOWN = 5
const [site, phrases] = process.argv.slice(2)
const folder = `${site}/assets/javascripts/workers/`
const script = readFileSync(folder + readdirSync(folder).find(name => name.startsWith("search.")), "utf-8")

let answer
const worker = { postMessage: data => answer(data) }
new Function("self", script)(worker)

/** Send a message to the script, and wait for its answer. */
function ask(message) {
  return new Promise(resolve => {
    answer = resolve
    worker.onmessage({ data: structuredClone(message) }) // as a worker gets it
  })
}

await ask({ type: 0, data: JSON.parse(readFileSync(`${site}/search.json`, "utf-8")) })
const { items } = JSON.parse(readFileSync(`${site}/search.json`, "utf-8"))
const filter = { input: { type: "operator", data: { operator: "and", operands: [] } }, aggregation: { input: [] } }

let missed = 0
const lines = readFileSync(phrases, "utf-8").split("\n").filter(line => line && !line.startsWith("#"))
for (const line of lines) {
  const [phrase, expected] = line.split(" -> ")
  const { data } = await ask({ type: 2, data: { input: phrase, filter } })
  const found = [...new Set(data.items.map(item => items[item.id].location.split("#")[0].replace(".html", "")))]
  const wanted = expected.split(" ")
  if (!wanted.some(page => found.slice(0, SHOWN).includes(page))) {
    missed += 1
    console.log(`${phrase}: ${expected} is not among ${found.slice(0, SHOWN).join(", ") || "nothing"}`)
  }
}
console.log(`${lines.length - missed} of ${lines.length} phrases find their page`)
process.exit(missed ? 1 : 0)
