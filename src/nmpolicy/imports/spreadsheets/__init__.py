"""Orders and measures of any spreadsheet, by a mapping of its columns."""
