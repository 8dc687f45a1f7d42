"""How the JSON routes of the vault's pages answer."""

from functools import wraps

from provider_portal.api import ApiError
from vault.refusals import OutOfDate, Refused


def answers_refusals(view):
    """Tell the page what a service refused, in the service's words; a lost race is 409."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            status = 409 if isinstance(refusal, OutOfDate) else 400
            raise ApiError(str(refusal.message), status=status) from None

    return answering
