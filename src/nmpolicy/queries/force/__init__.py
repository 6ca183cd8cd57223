"""Whether instruments and provisions are in force."""
