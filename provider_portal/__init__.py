"""The frame: settings and URLs above the apps, wordless helpers below them.

It knows Django and the protocol's formats. Its helpers must never know an app.
"""
