"""The page of domains that share their logins: the apps offer a login of one on all others of its group."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.forms import EquivalentDomainsForm
from accounts.guards import account_view


@account_view
@require_http_methods(["GET", "HEAD", "POST"])
def equivalent_domains(request):
    user = request.user
    kept = "\n".join(", ".join(group) for group in user.equivalent_domains)
    form = EquivalentDomainsForm(request.POST or None, initial={"groups": kept})
    if form.is_valid():
        services.set_equivalent_domains(user, form.cleaned_data["groups"], actor=user)
        messages.success(request, _("Your domains are saved. Apps know them after their next sync."))
        return redirect("accounts:equivalent_domains")
    return render(request, "accounts/equivalent_domains.html", {"form": form})
