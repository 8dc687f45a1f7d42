"""The demo world: two providers, their clients and their people, with real encryption.

It uses the reference client for every key, and the models for what a server keeps of them.
It is not installed where PORTAL_PRODUCTION is set, because its master password is public.
"""
