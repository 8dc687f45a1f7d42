"""What is answered alike for the members of a provider and of an organization, and wherever something is done to several."""

from django.contrib import messages
from django.utils.translation import gettext as _

from provider_portal.api import ApiError, json_response, list_response
from providers.membership import members_of
from providers.schemas import BULK_LIMIT


def results_response(request, refusals, done=None):
    """Answer a page with what was refused to whom; the one that follows says by the plural `done` to how many it was done."""
    count = sum(refusal is None for refusal in refusals.values())
    if done and count:
        messages.success(request, done % {"count": count})
    return json_response({"results": [{"id": pk, "error": refusal} for pk, refusal in refusals.items()]})


def keys_response(request, place):
    """Answer a page with the public keys of members who wait to be confirmed, for the browser to seal the key to."""
    ids = request.GET.getlist("member")
    if not 0 < len(ids) <= BULK_LIMIT:
        raise ApiError(_("Name the members."))
    return json_response(
        {
            "members": [
                {
                    "id": member.pk,
                    "userId": member.user_id,
                    "name": str(member.user),
                    "email": member.user.email,
                    "publicKey": member.user.public_key,
                }
                for member in waiting(place, ids).order_by("user__email")
            ]
        }
    )


def refuse_any(refusals):
    """Refuse a request of one member in the words of a service that answers for several."""
    for words in refusals.values():
        if words:
            raise ApiError(words)


def wire_results(refusals, name):
    """Answer a client with a row for each member, called `name` in the protocol."""
    return list_response([{"object": name, "id": pk, "error": words or ""} for pk, words in refusals.items()])


def wire_keys(place, ids, name):
    """Answer a client with the public keys of members who wait to be confirmed, each called `name` in the protocol."""
    return list_response(
        [
            {"object": name, "id": member.pk, "userId": member.user_id, "key": member.user.public_key}
            for member in waiting(place, ids).order_by("pk")
        ]
    )


def waiting(place, ids):
    members = members_of(place, ids)
    return members.filter(status=members.model.Status.ACCEPTED).select_related("user")
