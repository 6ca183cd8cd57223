// Takes the picture of a report page that the README shows: an order with its force and its first provisions.
// Usage: node picture.mjs MODULES PAGE ID PICTURE, where MODULES has the node_modules with puppeteer-core and sharp.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, page, id, picture] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(resolve(modules), "x.js")));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")));
const sharp = require("sharp");

const [WIDTH, HEIGHT, MARGIN, SCALE] = [1040, 900, 32, 1.5];
const args = ["--disable-gpu", "--hide-scrollbars", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
const tab = await browser.newPage();
await tab.setViewport({ width: WIDTH, height: HEIGHT, deviceScaleFactor: SCALE });
await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
await tab.goto(pathToFileURL(resolve(page)).href);
const top = await tab.evaluate((id) => document.getElementById(id).getBoundingClientRect().top + scrollY, id);
const clip = { x: 0, y: top - MARGIN, width: WIDTH, height: HEIGHT };
const image = await tab.screenshot({ clip, captureBeyondViewport: true });
await browser.close();
await sharp(image).png({ palette: true, quality: 90, effort: 10, compressionLevel: 9 }).toFile(picture);
