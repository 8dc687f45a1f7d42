"""Organizations, client organizations among them: members, groups, policies, seats.

It knows who belongs to an organization and what their role allows.
It must never know an item or a collection; what is in the vault lives above it.
"""
