"""Reading and writing: the cattrs converter, the fast JSON path, JSON Lines, files, and the JSON Schema."""
