"""Checking files that need not fit in memory: an index of their lines, and a window that moves over their records."""
