"""Wire routes of emergency access. Source: `spec/api.md` 14."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import limits, mail_tokens
from accounts.api.lock_schemas import NewLock, lock_of
from accounts.guards import account_view
from organizations.documents import policy_documents
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content
from vault.api.attachments import download_response
from vault.api.emergency_schemas import ContactInvitation, ContactTerms, Token
from vault.emergency.documents import ciphers_of, files_of, item
from vault.emergency.schemas import ConfirmContact
from vault.models import EmergencyAccess
from vault.services import emergency
from vault.views.answers import answers_refusals
from vault.views.emergency import given_by, given_to
from vault.views.emergency_access import granted

Status, Type = EmergencyAccess.Status, EmergencyAccess.Type


def access_document(access, person, side):
    return {
        "object": f"emergencyAccess{side.title()}Details",
        "id": access.pk,
        "status": access.status,
        "type": access.type,
        "waitTimeDays": access.wait_days,
        f"{side}Id": person.pk,
        "name": person.name or None,
        "email": person.email,
        "avatarColor": person.avatar_color,
    }


def acting(view):
    """Guard a step of emergency access, and tell what the service refused."""
    return require_POST(account_view(answers_refusals(done(view))))


def done(view):
    @wraps(view)
    def doing(request, **arguments):
        view(request, **arguments)
        return no_content()

    return doing


@require_GET
@account_view
def list_trusted(request):
    rows = EmergencyAccess.objects.given_by(request.user).select_related("grantee").order_by("pk")
    return list_response([access_document(row, row.grantee, "grantee") for row in rows])


@require_GET
@account_view
def list_granted(request):
    rows = EmergencyAccess.objects.given_to(request.user).exclude(status=Status.INVITED)
    rows = rows.select_related("grantor").order_by("pk")
    return list_response([access_document(row, row.grantor, "grantor") for row in rows])


@account_view
def get_contact(request, access_id):
    access = given_by(request, access_id)
    return json_response(access_document(access, access.grantee, "grantee"))


@account_view
@answers_refusals
def update_contact(request, access_id):
    access = given_by(request, access_id)
    body = json_body(request, ContactTerms)
    emergency.change(access, type=body.type, wait_days=body.wait_time_days, actor=request.user)
    return no_content()


@account_view
def remove_contact(request, access_id):
    """End it, from either side."""
    mine = EmergencyAccess.objects.given_by(request.user) | EmergencyAccess.objects.given_to(request.user)
    emergency.remove(get_object_or_404(mine, pk=access_id), actor=request.user)
    return no_content()


@acting
def invite(request):
    body = json_body(request, ContactInvitation)
    limits.attempt(request, limits.MAIL, body.email)
    emergency.invite(email=body.email, type=body.type, wait_days=body.wait_time_days, actor=request.user)


@acting
def reinvite(request, access_id):
    access = given_by(request, access_id)
    limits.attempt(request, limits.MAIL, access.grantee.email)
    emergency.resend_invitation(access, actor=request.user)


@acting
def accept(request, access_id):
    token = json_body(request, Token).token
    try:
        if emergency.invited(token).pk != access_id:
            raise Http404
        emergency.accept(token, actor=request.user)
    except mail_tokens.InvalidToken:
        raise ApiError(_("This invitation was used, withdrawn or is too old. Ask for a new one.")) from None


@acting
def confirm(request, access_id):
    emergency.confirm(given_by(request, access_id), key=json_body(request, ConfirmContact).key, actor=request.user)


@acting
def initiate(request, access_id):
    emergency.request_access(given_to(request, access_id), actor=request.user)


@acting
def approve(request, access_id):
    emergency.approve(given_by(request, access_id), actor=request.user)


@acting
def reject(request, access_id):
    emergency.reject(given_by(request, access_id), actor=request.user)


@require_POST
@account_view
@answers_refusals
def view_vault(request, access_id):
    """Give the grantor's sealed key and their own items."""
    access = granted(request, access_id, Type.VIEW)
    emergency.open_vault(access, actor=request.user)
    rows = b",".join(item(access, cipher, as_shared=False) for cipher in ciphers_of(access))
    head = b'{"object":"emergencyAccessView","keyEncrypted":"%s","ciphers":[' % access.wrapped_key.encode()
    return json_response(head + rows + b"]}")


@require_GET
@account_view
def get_attachment(request, access_id, cipher_id, attachment_id):
    """Answer with an address of a file's content, as for one's own items."""
    access = granted(request, access_id, Type.VIEW)
    return download_response(request, get_object_or_404(files_of(access), pk=attachment_id, cipher_id=cipher_id))


@require_POST
@account_view
def take_over(request, access_id):
    """Give what a new master password is derived and wrapped with."""
    access = granted(request, access_id, Type.TAKEOVER)
    kdf = access.grantor.kdf_settings
    return json_response(
        {
            "object": "emergencyAccessTakeover",
            "keyEncrypted": access.wrapped_key,
            "kdf": kdf["type"],
            "kdfIterations": kdf["iterations"],
            "kdfMemory": kdf["memory"],
            "kdfParallelism": kdf["parallelism"],
            "salt": access.grantor.kdf_salt,
        }
    )


@acting
def set_password(request, access_id):
    access = granted(request, access_id, Type.TAKEOVER)
    lock = lock_of(json_body(request, NewLock), access.grantor)
    emergency.take_over(access, login_hash=lock.login_hash, user_key=lock.user_key, actor=request.user)


@require_GET
@account_view
def policies(request, access_id):
    """Tell which policies the new master password has to obey."""
    access = granted(request, access_id, Type.TAKEOVER)
    return list_response(policy_documents(access.grantor))


contact = by_method(GET=get_contact, PUT=update_contact, POST=update_contact, DELETE=remove_contact)
