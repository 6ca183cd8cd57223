"""People, posts and committees from the YAML of Open States."""
