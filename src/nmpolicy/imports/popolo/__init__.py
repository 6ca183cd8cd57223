"""People, organizations, posts and memberships from Popolo JSON."""
