import base64
import secrets

from django.contrib.auth import login
from django.db.models import Func, UUIDField

from accounts.models import User
from accounts.rules import rules
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_people


def open_session(request, user):
    """Let the session be the user's, under a new key and with a new epoch: the vault agent's keys belong to it alone."""
    login(request, user)
    request.session.pop("unverified_email", None)
    request.session["epoch"] = secrets.token_urlsafe(16)


def half_of_seal(request):
    """Return 32 bytes in base64 that only this session has, or None where the person does not stay unlocked.

    The browser seals the account's key under them and keeps it: neither that nor this half opens anything alone.
    """
    if request.user.stays_unlocked and rules.may_stay_unlocked(request.user):
        return request.session.setdefault("half", base64.b64encode(secrets.token_bytes(32)).decode())
    request.session.pop("half", None)
    return None


def end_sessions(user_ids):
    """Log these people out everywhere, apps included: what they no longer may open is then dropped there too."""
    ids = list(user_ids)
    fresh = Func(function="gen_random_uuid", output_field=UUIDField())
    User.objects.filter(pk__in=ids).update(security_stamp=fresh)
    notify_people(Kind.LOG_OUT, ids)
