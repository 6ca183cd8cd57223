// Parses each line of a file in Node.js and prints it again; a document on several lines with --document.
import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";

const text = readFileSync(argv[2], "utf8");
const texts = argv[3] === "--document" ? [text] : text.trimEnd().split("\n");
stdout.write(texts.map((each) => JSON.stringify(JSON.parse(each))).join("\n") + "\n");
