// tsc checks that the types of examples/consumers accept what is right and refuse what is wrong; nothing here is run.
// It reports a line that expects an error and has none, so each of those must be a mistake.
import type {
  Collection,
  Deadline,
  Evidence,
  MonetaryAmount,
  Order,
  Provision,
  Stage,
} from "../../examples/consumers/nmpolicy.d.ts";

const order: Order = { id: "eo", kind: "executive-order", title: "An order", url: null, "x-pages": [1, 2] };
const collection: Collection = { $schema: "./s.json", nmpolicy: 1, id: "demo", title: "T", orders: [order] };
const duty: Provision = { id: "eo.a", kind: "regulative", instrument: "eo", deontic: ["obligation", "right"] };
const dated: Deadline = { date: "2025-07" };
const counted: Deadline = { within: "P30D", after: "signed", business_days: true };
const range: MonetaryAmount = { min_value: "1", max_value: "2.50", currency: "USD" };
const ends: Stage[] = ["expired", "rescinded", "repealed"];

// A reader must think of what a file leaves out.
const milestones: number = collection.orders?.[0]?.milestones?.length ?? 0;
// @ts-expect-error
collection.orders.length;
// @ts-expect-error
order.milestones[0].date.slice(0, 4);
// @ts-expect-error
const day: string = order.milestones?.[0]?.date;

// @ts-expect-error: a required field is missing
const untitled: Order = { id: "eo", kind: "executive-order" };
// @ts-expect-error: a term of another vocabulary
const ordinance: Order = { id: "eo", kind: "ordinance", title: "T" };
// @ts-expect-error: a term that does not exist
const shall: Provision = { id: "eo.a", kind: "regulative", instrument: "eo", deontic: ["shall"] };
// @ts-expect-error: a misspelled field
const misspelled: Order = { id: "eo", kind: "other", title: "T", milestone: [] };
// @ts-expect-error: one value in place of a list
const single: Order = { id: "eo", kind: "other", title: "T", issued_by: "mayor" };
// @ts-expect-error: a number in place of a text
const numbered: Order = { id: "eo", kind: "other", title: "T", number: 7 };
// @ts-expect-error: null in place of a list
const unlisted: Order = { id: "eo", kind: "other", title: "T", milestones: null };
const nowhere: Evidence = { source: "s", paragraph: null };
// @ts-expect-error: a stage that is compared with a text that it can never be
if (ends[0] === "cancelled") ends.pop();
// @ts-expect-error: two deadlines in one
const both: Deadline = { date: "2025", within: "P30D", after: "signed" };
// @ts-expect-error: a period from nowhere
const floating: Deadline = { within: "P30D" };
// @ts-expect-error: no sum
const nothing: MonetaryAmount = { currency: "USD" };
// @ts-expect-error: another version of the format
const newer: Collection = { nmpolicy: 2, id: "demo", title: "T" };
