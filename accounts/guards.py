"""The doors: a view is handed the object its URL names, or it is not called at all."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from provider_portal.wording import speak

PUBLIC = "public"


def object_view(model, parameter, related=(), seen_by=None):
    """Make the decorator that hands a view the `model` named by URL `parameter`, loaded with what it is `related` to.

    What the user may not see answers 404, so that its existence does not leak;
    what they see but may not act on answers 403. With `seen_by`, who has that permission on the object sees it: asking
    that takes less than writing the list of all they see, where such a list is long to write.
    """

    def require(permission):
        def decorate(view):
            @wraps(view)
            def guarded(request, **kwargs):
                visible = model.objects.all() if seen_by else model.objects.visible_to(request.user)
                visible = visible.select_related(*related) if related else visible
                obj = get_object_or_404(visible, pk=kwargs.pop(parameter))
                if seen_by and not request.user.has_perm(seen_by, obj):
                    raise Http404
                if not request.user.has_perm(permission, obj):
                    raise PermissionDenied
                # The page's surroundings show where one is.
                request.guarded = obj
                speak(getattr(obj, "wording", None))
                return view(request, obj, **kwargs)

            guarded.permission = permission
            return guarded

        return decorate

    return require


def public_view(view):
    """Let everybody in, signed in or not; `test_routes` lists each of these."""
    view = login_not_required(view)
    view.permission = PUBLIC
    return view


def account_view(view):
    """Let in whoever is signed in: the view shows and changes their own account only."""
    view.permission = Permission.ACCOUNT_MANAGE
    return view


def operator_view(view):
    """Let in platform operators; to everybody else the page does not exist."""

    @wraps(view)
    def guarded(request, **kwargs):
        if not request.user.is_operator:
            raise Http404
        return view(request, **kwargs)

    guarded.permission = Permission.OPERATE
    return guarded
