"""The page that makes passwords, passphrases and user names; all of it happens in the browser."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import account_view


@account_view
@require_safe
def generator(request):
    return render(request, "vault/generator.html")
