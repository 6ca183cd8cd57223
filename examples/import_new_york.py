"""Import the orders of New York's mayors as BetaNYC compiled them, with the ends and extensions that their texts state.

Run it with `python examples/import_new_york.py FOLDER FILE`. It prints each citation whose order it cannot find.
"""

import sys
from pathlib import Path

import nmpolicy as nm
from new_york_texts import acts, first_day, last_days, read

if len(sys.argv) != 3:  # noqa: PLR2004
    sys.exit("usage: python examples/import_new_york.py FOLDER FILE")
folder, file = map(Path, sys.argv[1:])
rows = read(folder)

builder = nm.CollectionBuilder(nm.Collection(id="new-york", title="Orders of the mayors of New York"))
source = nm.Source(id="betanyc", kind="dataset", title="NYC executive orders", date="2026-07-23", language="en")

with builder.citing(builder.add(source)):
    city = builder.add(nm.Organization(id="new-york", name="City of New York", classification="government"))
    post = builder.add(nm.Post(id="mayor", name="Mayor of New York City", organization=city))

    for id, row in rows.items():
        person = builder.add(nm.Person(id=nm.slug(row["mayor"]), name=row["mayor"]))
        builder.add(nm.Membership(id=f"{person.id}.mayor", member=person, post=post))
        milestones = [nm.Milestone(stage="signed", date=row["date_signed"] or str(row["year"]), by=[person])]
        if first := first_day(row):
            milestones.append(nm.Milestone(stage="effective", date=first))
        if ends := last_days(row):
            milestones.append(nm.Milestone(stage="expired", date=max(ends) or None))
        kind = "emergency" if row["is_emergency"] else "executive"
        order = nm.Order(
            id=id.lower(),
            identifiers=[nm.Identifier(scheme="betanyc", identifier=id)],
            kind=f"{kind}-order",
            title=row["title"] or f"{kind.capitalize()} order {row['number']} of {row['year']}",
            series=f"{row['mayor']}, {kind} orders",
            number=row["number"],
            issued_by=[post],
            milestones=milestones,
            url=row["source_pdf_url"],
            notes="The compilation does not have its text." if row["text_source"] == "ocr-skipped" else "",
        )
        builder.add(order)

    for act in acts(folder, rows):
        if not act.target:
            print(f"{act.actor} {act.predicate} an order that cannot be found: {act.words}", file=sys.stderr)
            continue
        subject, object, end_date = act.actor.lower(), act.target.lower(), act.end_date or None
        id = f"{subject}.{act.predicate}-{object}" + (f"-{nm.slug(act.section)}" if act.section else "")
        relation = nm.Relation(
            id=id, subject=subject, predicate=act.predicate, object=object, section=act.section, end_date=end_date
        )
        builder.add(relation)

nm.dump(builder.build(), file)
