"""Event logs as people read them (features 8): found, filtered, put into words, and exported."""
