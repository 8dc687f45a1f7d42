"""Sends (features 5.7): a text or a file for whoever has the link, deleted by itself."""
