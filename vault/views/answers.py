"""How the JSON routes of the vault's pages answer."""

from functools import wraps

from provider_portal.api import ApiError, is_wire
from vault.refusals import Refused


def answers_refusals(view):
    """Tell the page, or the protocol's client, what a service refused, in the service's words."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            status = refusal.wire_status if is_wire(request) else refusal.status
            raise ApiError(str(refusal.message), status=status) from None

    return answering
