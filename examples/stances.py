"""List the supporters and the opponents of the order, and those on whose behalf they speak.

Run it with `python examples/stances.py`.
"""

import nmpolicy as nm

collection = nm.load_dataset("albuquerque-immigrant-friendly-2025")

for side in (nm.Stance.SUPPORT, nm.Stance.OPPOSE):
    print(f"{side}:")
    for each in nm.stances(collection, "abq-eo-2025-07-21"):
        if each.stance.stance is side:
            statement = collection.get(each.statement, nm.Statement)
            principals = ", ".join(map(collection.label, statement.on_behalf_of)) if statement else ""
            objection = f", objecting that it is {each.stance.objection}" if each.stance.objection else ""
            print(f"- {collection[each.speaker]}{f' for {principals}' if principals else ''}{objection}")
