"""The wire API of a provider and of its members."""
