"""Write records with quotes from an article, check them, fix what is wrong, anchor the quotes, and write the file.

Run it with `python examples/build_your_own.py [FILE]`. Without FILE, it prints the JSON.
"""

import sys

import attrs

import nmpolicy as nm

ARTICLE = """Mayor caps late-night noise

The mayor of Springfield signed Executive Order 7 on March 1, 2026.

City crews may not use leaf blowers between ten at night and seven in the morning unless a storm has blocked a road.
"""

story = nm.CollectionBuilder(nm.Collection(id="springfield-2026", title="Springfield's orders of 2026"))
gazette = nm.Source(
    id="gazette-2026-03-02", kind="news-article", title="Mayor caps late-night noise", date="2026-03-02", language="en"
)
city = nm.Organization(id="springfield", name="Springfield", classification="government")
mayor = nm.Post(id="mayor-of-springfield", name="Mayor of Springfield", organization=city)
order = nm.Order(
    id="springfield-eo-7",
    kind="executive-order",
    title="Order on noise at night",
    number="7",
    milestones=[nm.Milestone(stage="signed", date=nm.PartialDate.read("March 1, 2026"))],
)
duty = nm.Provision(
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
with story.citing(story.add(gazette), basis="news-report"):
    story.add(city, "Springfield")
    story.add(mayor, "mayor of Springfield")
    order = story.add(order, "signed Executive Order 7 on March 1, 2026")
    story.add(duty, "City crews may not use leaf blowers")

# The order has no issuing authority yet, and the rules report it.
for problem in nm.validate(story.build()).errors:
    print(problem, file=sys.stderr)
story.replace(attrs.evolve(order, issued_by=[mayor]))

anchored = nm.anchor_quotes(story.build(), {gazette.id: ARTICLE})
assert anchored.ok
assert nm.validate(anchored.collection).ok

if sys.argv[1:]:
    nm.dump(anchored.collection, sys.argv[1])
else:
    print(nm.dumps(anchored.collection), end="")
