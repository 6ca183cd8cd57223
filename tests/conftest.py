"""Hypothesis profiles and what several tests use."""

import os

import pytest
from hypothesis import HealthCheck, settings

import nmpolicy as nm

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))

DATASET = "albuquerque-immigrant-friendly-2025"


@pytest.fixture(scope="session")
def albuquerque() -> nm.Collection:
    """The bundled data set."""
    return nm.load_dataset(DATASET)
