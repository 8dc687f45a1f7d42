"""How the JSON routes of the vault's pages answer."""

from functools import wraps

from provider_portal.api import ApiError, is_wire
from vault.refusals import OutOfDate, Refused


def answers_refusals(view):
    """Tell the page what a service refused, in the service's words; a lost race is 409, but for the protocol's clients."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            status = 409 if isinstance(refusal, OutOfDate) and not is_wire(request) else 400
            raise ApiError(str(refusal.message), status=status) from None

    return answering
