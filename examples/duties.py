"""Who must, may and must not do what under the order.

Run it with `python examples/duties.py`.
"""

import nmpolicy as nm

collection = nm.load_dataset("albuquerque-immigrant-friendly-2025")
order = collection.orders[0]

print(f"{order.title}, {order.latest_milestone}")
for provision in collection.provisions:
    if provision.instrument == order.id and provision.deontic:
        print(f"- {provision}")
        for bearer in provision.bearers:
            print(f"  binds or empowers: {collection.label(bearer)}")
