import secrets

from django.contrib.auth import login


def open_session(request, user):
    """Let the session be the user's, under a new key and with a new epoch: the vault agent's keys belong to it alone."""
    login(request, user)
    request.session.pop("unverified_email", None)
    request.session["epoch"] = secrets.token_urlsafe(16)
