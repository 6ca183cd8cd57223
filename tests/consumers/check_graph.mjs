// Parses a flowchart with Mermaid, as GitHub does, and prints how much it found.
// Usage: node check_graph.mjs FOLDER FILE, where FOLDER has the node_modules with mermaid and jsdom.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/x.js`));
const { JSDOM } = require("jsdom");
globalThis.window = new JSDOM("<body></body>").window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${folder}/node_modules/mermaid/dist/mermaid.core.mjs`));

const text = readFileSync(file, "utf8");
await mermaid.parse(text);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
const nodes = [...db.getVertices().values()];
const written = text.split("\n").filter((line) => /^ {4}n_\w+[[({]/.test(line)).length;
const arrows = text.split("\n").filter((line) => / -->\|/.test(line)).length;
if (nodes.length !== written || db.getEdges().length !== arrows) throw new Error(`${nodes.length} nodes of ${written}`);
if (nodes.some((node) => node.link || node.haveCallback)) throw new Error("a text became a link");
console.log(`Mermaid found ${nodes.length} nodes and ${arrows} edges.`);
