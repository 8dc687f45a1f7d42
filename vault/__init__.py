"""What is kept: collections, items, folders, attachments, and who was granted what.

It knows ciphertext, and the grants that decide who is given it.
It must never hold a key or a plaintext.
"""
