// Asks the engine with which VS Code edits JSON to complete, explain and check a file by its `$schema`.
// Usage: node vscode_json.mjs FOLDER_OF_NODE_MODULES FILE; FILE is a collection with an order that is right.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2).map((path) => resolve(path));
const { getLanguageService, TextDocument } = createRequire(`${modules}/`)("vscode-json-languageservice");
const engine = getLanguageService({
  schemaRequestService: async (address) => readFileSync(fileURLToPath(address), "utf8"), // only files: it works offline
  workspaceContext: { resolveRelativePath: (path, from) => new URL(path, from).toString() },
  clientCapabilities: { textDocument: { completion: { completionItem: { documentationFormat: ["plaintext"] } } } },
});
const right = readFileSync(file, "utf8");

/** Opens the file with a text in place of another one, and puts the cursor at the bar in it. */
function open(from, to) {
  const bar = to.indexOf("|");
  const text = right.replace(from, () => to.replace("|", ""));
  assert.notEqual(text, right);
  const document = TextDocument.create(pathToFileURL(file).toString(), "json", 1, text);
  return [document, document.positionAt(right.indexOf(from) + bar), engine.parseJSONDocument(document)];
}

async function completions(from, to) {
  return (await engine.doComplete(...open(from, to))).items.map((item) => item.label);
}

async function hover(from, to) {
  return JSON.stringify((await engine.doHover(...open(from, to))).contents);
}

async function problems(from, to) {
  const [document, , json] = open(from, to);
  return (await engine.doValidation(document, json)).map((problem) => problem.message);
}

const kind = '"kind": "executive-order"';
const terms = await completions(kind, '"kind": "|"');
assert.ok(terms.includes('"emergency-order"') && !terms.includes('"ordinance"'), "terms of an order");
const fields = await completions(kind, `${kind}, "|": ""`);
assert.ok(fields.includes("legal_basis") && !fields.includes("title"), "fields that the order does not have yet");
assert.ok((await completions('"quote"', '"|"')).includes("basis"), "fields of evidence");
assert.match(await hover('"milestones"', '"mile|stones" '), /The stages that it reached/);
assert.match(await hover(kind, '"kind": "exec|utive-order" '), /A standing order of a chief executive/);
assert.deepEqual(await problems(kind, `${kind} `), []);
assert.match((await problems(kind, '"kind": "decree"')).join(), /not accepted. Valid values: "executive-order"/);
assert.match((await problems(kind, `"knd": "", ${kind}`)).join(), /knd is not allowed/);
assert.match((await problems('"date": "2026-03-13"', '"date": "2026-02-30"')).join(), /pattern/);
assert.match((await problems('"stage": "signed",', '"stage": "signed"')).join(), /comma/);
console.log("VS Code completes, explains and checks the file.");
