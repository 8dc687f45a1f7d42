"""A reference client of the protocol, for tests, the demo world and benchmarks.

It does what browsers and Bitwarden clients do: makes keys, encrypts and decrypts.
Server code never imports it, since the server must never hold a key.
"""
