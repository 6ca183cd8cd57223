"""Build a collection, check it, fix what is wrong, and write it.

Run it with `python examples/build_your_own.py [FILE]`. Without FILE, it prints the JSON.
"""

import sys

import attrs

import nmpolicy as nm

story = nm.CollectionBuilder(nm.Collection(id="springfield-2026", title="Springfield's orders of 2026"))
gazette = nm.Source(
    id="gazette-2026-03-02", kind="news-article", title="Mayor caps late-night noise", date="2026-03-02", language="en"
)

# Each record that is added in this block cites the second paragraph of the article.
with story.citing(story.add(gazette), paragraph=2, basis="news-report"):
    city = story.add(nm.Organization(id="springfield", name="Springfield", classification="government"))
    mayor = story.add(nm.Post(id="mayor-of-springfield", name="Mayor of Springfield", organization=city))
    order = story.add(
        nm.Order(
            id="springfield-eo-7",
            kind="executive-order",
            title="Order on noise at night",
            number="7",
            milestones=[nm.Milestone(stage="signed", date=nm.PartialDate.read("March 1, 2026"))],
        )
    )
    story.add(
        nm.Provision(
            id="springfield-eo-7.quiet",
            instrument=order,
            kind="regulative",
            bearers=[city],
            bearer_text="city crews",
            deontic=["prohibition"],
            aim="use",
            direct_object="leaf blowers",
            conditions=["between ten at night and seven in the morning"],
            exceptions=["unless a storm has blocked a road"],
        )
    )

# The order has no issuing authority yet, and the rules report it.
for problem in nm.validate(story.build()).problems:
    print(problem, file=sys.stderr)

story.replace(attrs.evolve(order, issued_by=[mayor]))
collection = story.build()
assert nm.validate(collection).ok

if sys.argv[1:]:
    nm.dump(collection, sys.argv[1])
else:
    print(nm.dumps(collection), end="")
