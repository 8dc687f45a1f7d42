"""Addresses at which every site is asked for the same."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.guards import public_view


@public_view
@require_safe
def robots(request):
    """Keep search engines out: nothing here is for them."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@public_view
@require_safe
def change_password(request):
    """Lead to the page at which password managers send people to change a password."""
    return redirect("accounts:password")
