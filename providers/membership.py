from django.core.exceptions import ValidationError
from django.http import Http404


def members_of(place, ids):
    """Return the members of `place`, a provider or an organization, with these ids; one of elsewhere, and there is nothing."""
    try:
        members = place.members.filter(pk__in=ids)
    except ValidationError:
        raise Http404 from None
    if members.count() != len(set(ids)):
        raise Http404
    return members
