import secrets

from django.contrib.auth import login
from django.db.models import Func, UUIDField

from accounts.models import User
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_people


def open_session(request, user):
    """Let the session be the user's, under a new key and with a new epoch: the vault agent's keys belong to it alone."""
    login(request, user)
    request.session.pop("unverified_email", None)
    request.session["epoch"] = secrets.token_urlsafe(16)


def end_sessions(user_ids):
    """Log these people out everywhere, apps included: what they no longer may open is then dropped there too."""
    ids = list(user_ids)
    fresh = Func(function="gen_random_uuid", output_field=UUIDField())
    User.objects.filter(pk__in=ids).update(security_stamp=fresh)
    notify_people(Kind.LOG_OUT, ids)
