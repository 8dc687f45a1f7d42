"""The part of the public API that reaches into collections: members, groups and the collections themselves."""
