"""Wire routes that change what opens an account. Every session and token dies with it. Source: `spec/api.md` 11."""

from functools import wraps

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import codes, credentials, devices, limits, mail_tokens, services, step_up, tasks
from accounts.api.lock_schemas import AddressToProve, NewAddress, NewDerivation, NewPassword, lock_of, rederived_lock_of
from accounts.api.schemas import EmailHolder, EquivalentDomains, VerifiedEmail
from accounts.api.secrets import prove
from accounts.documents import domains_document
from accounts.guards import account_view, public_view
from provider_portal.api import ApiError, by_method, json_body, json_response, no_content


def relocking(view):
    """Guard a change of what opens the account, and tell what was refused."""

    @require_POST
    @account_view
    @wraps(view)
    def guarded(request):
        try:
            view(request)
        except credentials.ChangedMeanwhile:
            raise ApiError(_("Your account was changed elsewhere. Log in again, then repeat the change.")) from None
        except credentials.AddressTaken:
            raise ApiError(_("This address has an account or an invitation of its own already.")) from None
        return no_content()

    return guarded


def proven(request, schema):
    body = json_body(request, schema)
    step_up.check(request, body.master_password_hash)
    return body


@relocking
def change_password(request):
    body = proven(request, NewPassword)
    hint = body.master_password_hint or ""
    credentials.change_password(request.user, lock_of(body, request.user), hint=hint, actor=request.user)


@relocking
def change_kdf(request):
    body = proven(request, NewDerivation)
    credentials.change_kdf(request.user, rederived_lock_of(body, request.user), actor=request.user)


@require_POST
@account_view
def prove_email(request):
    """Mail a code to the new address; whether it is taken is told only to who reads its mail."""
    body = proven(request, AddressToProve)
    limits.attempt(request, limits.MAIL, request.user.email)
    limits.attempt(request, limits.MAIL, body.new_email)
    tasks.send_code.delay_on_commit(str(request.user.pk), codes.NEW_ADDRESS, body.new_email)
    return no_content()


@relocking
def change_email(request):
    body, user = proven(request, NewAddress), request.user
    limits.attempt(request, limits.TWO_STEP, user.email)
    lock = lock_of(body, user, salt=body.new_email)
    if not codes.is_code(codes.NEW_ADDRESS, user, body.new_email, body.token):
        raise ApiError(_("This is not the code we mailed last, or it is too old."))
    credentials.change_email(user, lock, email=body.new_email, actor=user)


@require_POST
@account_view
def end_sessions(request):
    """Log the person out everywhere, here as well."""
    prove(request)
    devices.log_out_everywhere(request.user, actor=request.user)
    return no_content()


@require_POST
@account_view
def resend_verification(request):
    limits.attempt(request, limits.MAIL, request.user.email)
    services.resend_verification(request.user.email)
    return no_content()


@require_POST
@public_view
def verify_email(request):
    """Confirm an address by the mailed token, as the link in the mail does."""
    try:
        services.verify_email(json_body(request, VerifiedEmail).token)
    except mail_tokens.InvalidToken:
        raise ApiError(_("This link was used already or is too old.")) from None
    return no_content()


@require_POST
@public_view
def mail_hint(request):
    """Mail the hint to the master password; nobody is told whether there is an account."""
    email = json_body(request, EmailHolder).email
    limits.attempt(request, limits.MAIL, email)
    services.mail_hint(email)
    return no_content()


@account_view
def get_domains(request):
    return json_response(domains_document(request.user))


@account_view
def set_domains(request):
    body = json_body(request, EquivalentDomains)
    services.set_equivalent_domains(request.user, body.equivalent_domains or [], actor=request.user)
    return json_response(domains_document(request.user))


domains = by_method(GET=get_domains, PUT=set_domains, POST=set_domains)
