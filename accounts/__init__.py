"""People: their accounts, sign-in, devices and sessions, and the permission vocabulary.

It knows wrapped keys and hashes of hashes.
It must never know a master password, a key, or which organization a person is in.
"""
