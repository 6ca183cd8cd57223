"""Text for people: pages, tables and sentences."""
