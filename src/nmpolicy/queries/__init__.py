"""What follows from the records: computed, never judged."""
