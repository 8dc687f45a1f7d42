"""The audit log: append-only rows, written by every app and read by few.

It knows ids and numbers only, so that a record outlives what it describes.
It must never import an app, and never hold a secret or a name that is encrypted elsewhere.
"""
