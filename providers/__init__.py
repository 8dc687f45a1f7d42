"""The MSP: providers, their members, and the application that makes one.

It knows who works for a provider and in which role.
It must never know the provider's clients: organizations know their provider, not the reverse.
"""
