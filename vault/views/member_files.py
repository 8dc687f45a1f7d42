"""Inviting many people by a file: a preview says what each line does, then all good ones are invited at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.reach import reach_of
from organizations.services.members import MembershipRefused
from vault.forms import MemberFileForm
from vault.member_file import read_lines
from vault.services import access

# Of the good lines; those with a problem are all shown.
SHOWN = 50


@require_http_methods(["GET", "POST"])
@organization_view(Permission.MEMBERS_MANAGE)
def invite_from_file(request, organization):
    form = MemberFileForm(request.POST or None, request.FILES or None)
    context = {"organization": organization, "form": form}
    if not form.is_valid():
        return render(request, "vault/member_file.html", context)
    lines = read_lines(
        form.cleaned_data["lines"],
        organization=organization,
        reach=reach_of(request.user, organization),
        may_assign_groups=access.may_assign_groups(organization, request.user),
    )
    good = [line for line in lines if line.problem is None]
    bad = [line for line in lines if line.problem is not None]
    if request.POST.get("step") == "invite" and good and invited(request, organization, form, good):
        if not bad:
            return redirect("vault:member_list", organization_id=organization.pk)
        # Nothing is lost: what was not understood comes back to be mended.
        form = MemberFileForm(initial={"text": "\n".join(line.text for line in bad)})
        return render(request, "vault/member_file.html", {**context, "form": form, "bad": bad})
    preview = {"good": good, "bad": bad, "shown": good[:SHOWN], "more": max(len(good) - SHOWN, 0)}
    return render(request, "vault/member_file.html", {**context, **preview, "text": form.cleaned_data["lines"]})


def invited(request, organization, form, lines):
    """Invite the lines' people and say so; a refusal becomes the form's error, and nobody is invited."""
    try:
        count = access.invite_lines(organization, lines, actor=request.user)
    except MembershipRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count)
    messages.success(request, words % {"count": count})
    return True
