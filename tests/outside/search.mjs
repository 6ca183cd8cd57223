// Asks the search of the built documentation site what a stranger would type, with the script that a browser runs.
// Usage: node search.mjs SITE PHRASES. Each line of PHRASES has a phrase and the pages to find, any of them.
// A page is found if it is among the first three that the search lists.

import { readFileSync } from "node:fs"

const SHOWN = 3
const [site, phrases] = process.argv.slice(2)
const window = {}
new Function("window", readFileSync(`${site}/assets/search.js`, "utf-8"))(window)
const worker = new window.Worker()

/** Send a message to the script, and wait for its answer. */
function ask(message) {
  return new Promise(resolve => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.postMessage(message)
  })
}

const index = JSON.parse(readFileSync(`${site}/search.json`, "utf-8"))
const { items } = index
await ask({ type: 0, data: index })

let missed = 0
const lines = readFileSync(phrases, "utf-8").split("\n").filter(line => line && !line.startsWith("#"))
for (const line of lines) {
  const [phrase, expected] = line.split(" -> ")
  const { data } = await ask({ type: 2, data: { input: phrase } })
  const found = [...new Set(data.items.map(item => items[item.id].location.split("#")[0].replace(".html", "")))]
  const wanted = expected.split(" ")
  if (!wanted.some(page => found.slice(0, SHOWN).includes(page))) {
    missed += 1
    console.log(`${phrase}: ${expected} is not among ${found.slice(0, SHOWN).join(", ") || "nothing"}`)
  }
}
console.log(`${lines.length - missed} of ${lines.length} phrases find their page`)
process.exit(missed ? 1 : 0)
