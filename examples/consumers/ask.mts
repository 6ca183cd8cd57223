// Answers five questions from a collection with Node.js: node ask.mts FILE
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import type { Collection, Evidence, PartialDate } from "./nmpolicy.d.ts";

const STAFF = "albuquerque-city-staff";
const ORDER = "abq-eo-2025-07-21";
const DAY = new Date("2025-05-15");

const data: Collection = JSON.parse(readFileSync(argv[2] ?? "albuquerque.json", "utf8"));
// A list is not in the file if it is empty.
const { people = [], organizations = [], posts = [], orders = [], measures = [] } = data;
const { provisions = [], statements = [], relations = [] } = data;

const labels = new Map<string, string>();
for (const { id, name } of [...people, ...organizations, ...posts]) labels.set(id, name || id);
for (const { id, private: isPrivate } of people) if (isPrivate) labels.set(id, "a private individual");
for (const { id, title } of [...orders, ...measures]) labels.set(id, title || id);
const label = (id: string) => labels.get(id) ?? id;

/** The paragraphs of the source that support a record. */
function cited({ evidence = [] }: { evidence?: Evidence[] }): string {
  const paragraphs = evidence.flatMap(({ paragraph }) => paragraph ?? []);
  return paragraphs.length ? ` [${paragraphs.join(", ")}]` : "";
}

/** The first and the last day that a date can mean; undefined if it can be any day. */
function span(date?: PartialDate | null): { first: Date; last: Date } | undefined {
  if (!date || /[?%]$/.test(date)) return undefined;
  const [year = 0, month, day] = date.replace("~", "").split("-").map(Number);
  const start = (shift: number) => {
    if (day && month) return new Date(0).setUTCFullYear(year, month - 1, day + shift);
    if (month) return new Date(0).setUTCFullYear(year, month - 1 + shift, 1);
    return new Date(0).setUTCFullYear(year + shift, 0, 1);
  };
  const margin = date.endsWith("~") ? 1 : 0; // an approximate date may be off by one day, month or year
  return { first: new Date(start(-margin)), last: new Date(start(1 + margin) - 24 * 60 * 60 * 1000) };
}

/** Three answers: the days that a date can mean may be on both sides of a day. */
function before(date: PartialDate | null | undefined, day: Date): "yes" | "no" | "not decided" {
  const days = span(date);
  if (days && days.last < day) return "yes";
  return days && days.first >= day ? "no" : "not decided";
}

/** The year of a date, if each day that it can mean is in that year. */
function year(date?: PartialDate | null): string {
  const days = span(date);
  const [first, last] = [days?.first, days?.last].map((day) => day?.toISOString().slice(0, 4));
  return first && first === last ? first : "not decided";
}

function print(question: string, answers: string[]): void {
  console.log([question, ...answers.sort().map((answer) => `- ${answer}`), ""].join("\n"));
}

print(
  "What must city staff do?",
  provisions
    .filter(({ bearers, deontic }) => bearers?.includes(STAFF) && deontic?.includes("obligation"))
    .map((provision) => `${provision.aim ?? ""} ${provision.direct_object ?? ""}`.trim() + cited(provision)),
);

print(
  "Who opposes the order, and in what capacity?",
  statements
    .filter(({ stances }) => stances?.some(({ target, stance }) => target === ORDER && stance === "oppose"))
    .flatMap((statement) => {
      const capacity = statement.capacity ? `, ${label(statement.capacity)}` : "";
      return (statement.speakers ?? []).map((speaker) => label(speaker) + capacity + cited(statement));
    }),
);

print(
  "What does the order expand?",
  relations
    .filter(({ subject, predicate }) => subject === ORDER && predicate === "expands")
    .map((relation) => label(relation.object) + cited(relation)),
);

const milestones = [...orders, ...measures].flatMap(({ id, milestones = [] }) =>
  milestones.map(({ stage, date }) => ({ id, stage, date })),
);

print(
  "Did it come before May 15, 2025?",
  milestones.map(({ id, stage, date }) => `${before(date, DAY)}: ${label(id)}, ${stage} ${date ?? "(no date)"}`),
);

const counts = new Map<string, number>();
for (const { stage, date } of milestones) {
  if (stage === "signed" || stage === "issued") counts.set(year(date), (counts.get(year(date)) ?? 0) + 1);
}
print(
  "How many orders and measures were signed or issued in each year?",
  [...counts].map(([year, count]) => `${year}: ${count}`),
);
