"""The pages of two-step login. They show what is on; changing it needs the master password, once for ten minutes."""

from functools import wraps

import pyotp
import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import codes, limits, passkeys, secret_box, step_up, tasks, two_step, two_step_setup
from accounts.device_views import bind_here
from accounts.guards import account_view
from accounts.two_step import Kind
from accounts.two_step_forms import CodeForm, EmailForm
from accounts.two_step_schemas import NewPasskey
from provider_portal.api import ApiError, json_body, json_response


def change_view(view):
    """Let in who has proved the master password in this session a short while ago; others see the overview."""

    @account_view
    @wraps(view)
    def guarded(request, **arguments):
        if not step_up.is_granted(request):
            messages.warning(request, _("Enter your master password first."))
            return redirect("accounts:two_step")
        return view(request, **arguments)

    return guarded


@account_view
@require_safe
def overview(request):
    methods = two_step.methods_of(request.user)
    context = {
        "authenticator": methods.get(Kind.AUTHENTICATOR),
        "email": methods.get(Kind.EMAIL),
        "passkeys": methods.get(Kind.WEBAUTHN),
        "methods": methods,
        "granted": step_up.is_granted(request),
        "kinds": Kind,
    }
    return render(request, "accounts/two_step.html", context)


@account_view
@require_POST
def start_change(request):
    """Let this session change two-step login for a while."""
    step_up.proven_body(request)
    step_up.grant(request)
    return json_response({"url": reverse("accounts:two_step")})


@change_view
@require_http_methods(["GET", "HEAD", "POST"])
def authenticator(request):
    """Show a new secret until a code of it has proved that the app has it."""
    sealed = request.session.setdefault("authenticator", secret_box.seal(pyotp.random_base32()))
    secret = secret_box.unseal(sealed)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        step = two_step.fitting_step(secret, form.cleaned_data["code"])
        if step is not None:
            two_step_setup.set_up_authenticator(request.user, secret, step, actor=request.user)
            del request.session["authenticator"]
            return turned_on(request)
        form.add_error("code", _("This is not the code of now. Check the clock of your device, then try the next one."))
    uri = pyotp.TOTP(secret).provisioning_uri(name=request.user.email, issuer_name="Provider Portal")
    picture = segno.make(uri, error="m").svg_inline(border=2, omitsize=True)
    spelled = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    # Made by the library of our own letters: it holds nothing that a person wrote.
    context = {"form": form, "picture": mark_safe(picture), "secret": spelled}
    return render(request, "accounts/two_step_authenticator.html", context)


@change_view
@require_http_methods(["GET", "HEAD", "POST"])
def email(request):
    """Mail a code to the address; the next page takes it."""
    form = EmailForm(request.POST or None, initial={"email": request.user.email})
    if form.is_valid():
        address = form.cleaned_data["email"]
        try:
            limits.attempt(request, limits.MAIL, address)
        except ApiError as refusal:
            form.add_error(None, refusal.message)
        else:
            tasks.send_code.delay_on_commit(str(request.user.pk), codes.TWO_STEP, address)
            request.session["two_step_email"] = address
            return redirect("accounts:two_step_email_code")
    return render(request, "accounts/two_step_email.html", {"form": form})


@change_view
@require_http_methods(["GET", "HEAD", "POST"])
def email_code(request):
    address = request.session.get("two_step_email")
    if address is None:
        return redirect("accounts:two_step_email")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            limits.attempt(request, limits.TWO_STEP, request.user.email)
        except ApiError as refusal:
            form.add_error(None, refusal.message)
        else:
            if codes.is_code(codes.TWO_STEP, request.user, address, form.cleaned_data["code"]):
                limits.forgive(request.user.email, [limits.TWO_STEP])
                two_step_setup.set_up_email(request.user, address, actor=request.user)
                del request.session["two_step_email"]
                return turned_on(request)
            form.add_error("code", _("This is not the code we mailed last, or it is too old."))
    return render(request, "accounts/two_step_email_code.html", {"form": form, "address": address})


@change_view
@require_safe
def passkey_list(request):
    keys = two_step_setup.passkeys_of(request.user)
    context = {"keys": keys, "is_full": len(keys) >= passkeys.LIMIT, "limit": passkeys.LIMIT}
    return render(request, "accounts/two_step_passkeys.html", context)


@change_view
@require_POST
def passkey_options(request):
    return json_response(passkeys.creation_options(request.user, two_step_setup.passkeys_of(request.user)))


@change_view
@require_POST
def add_passkey(request):
    body = json_body(request, NewPasskey)
    try:
        key = passkeys.created(request.user, body.credential)
        two_step_setup.add_passkey(request.user, body.name, key, actor=request.user)
    except passkeys.InvalidPasskey:
        raise ApiError(_("The passkey could not be checked. Try again.")) from None
    except two_step_setup.TooManyPasskeys:
        raise ApiError(_("Five passkeys are the most an account may have. Remove one first."), status=409) from None
    messages.success(request, _("The passkey is added."))
    return json_response({"url": reverse("accounts:two_step_recovery")})


@change_view
@require_POST
def remove_passkey(request, number):
    if all(key["id"] != number for key in two_step_setup.passkeys_of(request.user)):
        raise Http404
    two_step_setup.remove_passkey(request.user, number, actor=request.user)
    stay(request)
    messages.success(request, _("The passkey is removed."))
    return redirect("accounts:two_step_passkeys")


@change_view
@require_POST
def turn_off(request, kind):
    if kind not in two_step.methods_of(request.user):
        raise Http404
    two_step_setup.turn_off(request.user, kind, actor=request.user)
    stay(request)
    messages.success(request, _("%(method)s is turned off.") % {"method": Kind(kind).label})
    return redirect("accounts:two_step")


@change_view
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request):
    """Show the recovery code; posting makes another one."""
    code = two_step_setup.recovery_code_of(request.user)
    if code is None:
        return redirect("accounts:two_step")
    if request.method == "POST":
        two_step_setup.renew_recovery_code(request.user, actor=request.user)
        messages.success(request, _("There is a new recovery code. The old one stopped working."))
        return redirect("accounts:two_step_recovery")
    return render(request, "accounts/two_step_recovery.html", {"code": code})


def stay(request):
    """Keep this session: without two-step login a policy may have logged the person out elsewhere."""
    update_session_auth_hash(request, request.user)
    bind_here(request)


def turned_on(request):
    messages.success(request, _("Two-step login is set up."))
    return redirect("accounts:two_step_recovery")
