"""Who supports the order, who opposes it, and in whose name they speak.

Run it with `python examples/sides.py`.
"""

import nmpolicy as nm

collection = nm.load_dataset("albuquerque-immigrant-friendly-2025")

for side in (nm.Stance.SUPPORT, nm.Stance.OPPOSE):
    print(f"{side}:")
    for position in nm.stances(collection, "abq-eo-2025-07-21"):
        if position.stance.stance is side:
            principals = ", ".join(map(collection.label, position.statement.on_behalf_of))
            objection = f", objecting that it is {position.stance.objection}" if position.stance.objection else ""
            print(f"- {collection[position.speaker]}{f' for {principals}' if principals else ''}{objection}")
