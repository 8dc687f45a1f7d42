"""What a platform operator does about a provider that cannot help itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import operator_view
from providers.models import Provider
from providers.services import members, providers


@require_POST
@operator_view
def promote_member(request, provider_id, member_id):
    provider = get_object_or_404(Provider, pk=provider_id)
    member = get_object_or_404(provider.members.select_related("user"), pk=member_id)
    try:
        members.promote_member(provider, member, actor=request.user)
    except members.MembershipRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(member)s is a Provider Admin now.") % {"member": member.user})
    return redirect("organizations:operator_provider", provider_id=provider.pk)


@require_POST
@operator_view
def request_deletion(request, provider_id):
    provider = get_object_or_404(Provider, pk=provider_id)
    providers.request_deletion(provider, actor=request.user)
    messages.success(request, _("The Provider Admins of %(provider)s got the mail.") % {"provider": provider.name})
    return redirect("organizations:operator_provider", provider_id=provider.pk)
