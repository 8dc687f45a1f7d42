"""A provider's list of clients (features 2.1): found, filtered, described and exported."""
