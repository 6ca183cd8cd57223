"""List what the police must, may and must not do, with each instrument and whether it is in force.

Run it with `python examples/duties.py`.
"""

import nmpolicy as nm

collection = nm.load_dataset("albuquerque-immigrant-friendly-2025")
(police,) = nm.find_actors(collection, "APD")

for duty in nm.duties(collection, police, on="2025-08-01"):
    provision = collection.get(duty.provision, nm.Provision)
    assert provision
    print(f"- {provision}")
    print(f"  {collection.label(provision.instrument)}, in force: {duty.force.answer}")
    if not duty.answer:
        print(f"  if it is part of: {collection.label(duty.bearer)}")
