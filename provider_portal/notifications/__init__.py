"""Telling people's apps that something changed, over WebSocket. Source: `spec/api.md` 16.

`publish` is for services: the message leaves when the change is kept. `hub` is a process of its own that passes it on.
"""
