// Reads a calendar with ical.js, as Thunderbird does, and prints the first days of each event.
// Usage: node check_calendar.mjs FOLDER FILE, where FOLDER has the node_modules with ical.js.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(`${folder}/node_modules/ical.js/dist/ical.js`));

const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
const found = calendar.getAllSubcomponents("vevent");
if (found.length === 0) throw new Error("no events");
for (const component of found) {
    const event = new ICAL.Event(component);
    if (!event.uid || !event.summary || !event.startDate.isDate) throw new Error("an event without a day");
    const days = [];
    const iterator = event.iterator();
    for (let day = iterator.next(); day && days.length < 3; day = iterator.next()) days.push(day.toString());
    if (days[0] !== event.startDate.toString()) throw new Error(`${event.uid} does not begin on its first day`);
    console.log(`${days.join(", ")}: ${event.summary}`);
}
