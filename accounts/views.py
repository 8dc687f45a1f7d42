from functools import partial

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import devices, limits, login_passkeys, mail_tokens, services, two_step
from accounts.browsers import (
    REMEMBERED_COOKIE,
    browser_of,
    forget_language,
    remember_browser,
    remember_language,
    remember_second_step,
)
from accounts.forms import HintForm, SettingsForm
from accounts.guards import account_view, public_view
from accounts.kdf import kdf_of
from accounts.models import User
from accounts.redirects import home_of, safe_next, with_query
from accounts.rules import rules
from accounts.schemas import Login, Prelogin, Registration
from accounts.sessions import half_of_seal, open_session
from provider_portal.api import ApiError, json_body, json_response


@public_view
@require_safe
def home(request):
    if request.user.is_authenticated:
        return redirect(home_of(request.user))
    return render(request, "accounts/home.html")


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    if request.method == "POST":
        return create_account(request)
    if request.user.is_authenticated:
        return redirect(safe_next(request, request.GET.get("next")))
    voucher = request.GET.get("invitation", "")
    email = vouched_email(voucher)
    if email and User.objects.registered().filter(email=email).exists():
        return redirect(with_query("accounts:login", **query_of(request)))
    context = {
        "email": email or request.GET.get("email", ""),
        "vouched": bool(email),
        "expired": bool(voucher) and not email,
        "rules": rules_for(email),
        "login_url": with_query("accounts:login", **query_of(request)),
    }
    return render(request, "accounts/register.html", context)


def rules_for(email):
    """Return what those who invited the address ask of its master password."""
    invited = User.objects.filter(email=email).first() if email else None
    return rules.master_password(invited) if invited else None


def create_account(request):
    """Answer every address alike: `signIn` says whether the page may go on and log in, which a voucher allows."""
    body = json_body(request, Registration)
    vouched = vouched_email(body.invitation) == body.email
    if not vouched:
        limits.attempt(request, limits.MAIL, body.email)
        rules.refuse_registration(body.email)
    keys = services.Keys(
        body.kdf, body.login_hash, body.user_key, body.private_key, body.public_key, body.key_id
    )
    try:
        services.register(
            email=body.email,
            name=body.name,
            hint=body.password_hint,
            culture=get_language(),
            keys=keys,
            vouched=vouched,
        )
    except services.AlreadyRegistered:
        raise ApiError(_("There is an account for this address. Log in instead.")) from None
    request.session["unverified_email"], request.session["next"] = body.email, body.next
    return json_response({"signIn": vouched, "next": reverse("accounts:check_mail")})


@public_view
@require_safe
def check_mail(request):
    email = request.session.get("unverified_email")
    if request.user.is_authenticated or not email:
        return redirect("accounts:login")
    return render(request, "accounts/check_mail.html", {"email": email, "days": site.INVITATION_HOURS // 24})


@public_view
@require_POST
def resend_verification(request):
    email = request.session.get("unverified_email")
    if not email:
        return redirect("accounts:login")
    try:
        limits.attempt(request, limits.MAIL, email)
    except ApiError as refusal:
        messages.error(request, refusal.message)
    else:
        services.resend_verification(email)
        messages.success(request, _("The mail is on its way again."))
    return redirect("accounts:check_mail")


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def password_hint(request):
    form = HintForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if not form.is_valid():
        return render(request, "accounts/password_hint.html", {"form": form})
    email = form.cleaned_data["email"]
    try:
        limits.attempt(request, limits.MAIL, email)
    except ApiError as refusal:
        form.add_error(None, refusal.message)
        return render(request, "accounts/password_hint.html", {"form": form}, status=refusal.status)
    services.mail_hint(email)
    messages.success(request, _("If this address has an account, its hint is on the way there."))
    return redirect(with_query("accounts:login", email=email))


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def verify_email(request, token):
    """Ask for a click: programs that scan mails open links, but they post nothing."""
    try:
        if request.method != "POST":
            mail_tokens.find(services.VERIFY_EMAIL, token)
            return render(request, "accounts/verify_email.html", {"valid": True})
        user = services.verify_email(token)
    except mail_tokens.InvalidToken:
        return render(request, "accounts/verify_email.html", {"valid": False}, status=410)
    request.session.pop("unverified_email", None)
    messages.success(request, _("Your e-mail address is confirmed. You can log in now."))
    return redirect(with_query("accounts:login", email=user.email, next=request.session.pop("next", "")))


@public_view
@require_POST
def prelogin(request):
    body = json_body(request, Prelogin)
    limits.attempt(request, limits.PRELOGIN, body.email)
    return json_response({"kdf": kdf_of(body.email)})


@public_view
@require_POST
def choose_language(request):
    """Keep the language picked in this browser, and go back to the page it was picked on."""
    return i18n.set_language(request)


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def login(request):
    if request.method == "POST":
        return check_login(request)
    if request.user.is_authenticated:
        return redirect(safe_next(request, request.GET.get("next")))
    context = {
        "email": request.GET.get("email", ""),
        "register_url": with_query("accounts:register", **query_of(request)),
    }
    return render(request, "accounts/login.html", context)


def check_login(request):
    body = json_body(request, Login)
    proof = {"login_hash": body.login_hash, "vouched_email": vouched_email(body.invitation)}
    return answer_login(request, body, partial(services.log_in, **proof))


def answer_login(request, body, log_in):
    """Answer with the wrapped keys, or without any where something besides the first proof is wanted."""
    limits.attempt(request, limits.LOGIN, body.email)
    if body.second_step:
        limits.attempt(request, limits.TWO_STEP, body.email)
    browser = browser_of(request)
    try:
        user = log_in(email=body.email, browser=browser, second_step=second_step_of(request, body))
    except services.WrongCredentials:
        raise ApiError(_("The e-mail address or the master password is wrong.")) from None
    except services.EmailNotVerified:
        request.session["unverified_email"] = body.email
        return json_response({"next": reverse("accounts:check_mail")})
    except services.SecondStepNeeded as asked:
        return remember_browser(json_response({"secondStep": two_step.offers(asked.user)}), browser)
    except services.WrongSecondStep:
        raise ApiError(_("The code or passkey is wrong, was used already or is too old.")) from None
    limits.forgive(user.email, [limits.LOGIN, limits.PRELOGIN, limits.TWO_STEP])
    response = let_in(request, user, browser, {"next": body.next}, weakness=True)
    if body.second_step and body.second_step.remember:
        device = user.devices.get(identifier=browser.identifier)
        remember_second_step(response, two_step.remember(device))
    return response


def let_in(request, user, browser, answer, *, weakness=False):
    """Open a session for whoever has proved to be `user`, and answer with the wrapped keys and with `answer`."""
    open_session(request, user)
    devices.bind(user.devices.get(identifier=browser.identifier), request.session)
    answer = keys_of(request) | answer | {"next": safe_next(request, answer["next"])}
    response = json_response(answer | (enforced_rules(request) if weakness else {}))
    if user.culture_chosen:
        remember_language(response, user)
    else:
        services.follow_language(user, get_language())
    return remember_browser(response, browser)


def enforced_rules(request):
    """Return what the browser has to hold the password just typed in to, and what it needs to say that it is weak."""
    asked = rules.master_password(request.user)
    if not (asked and asked.get("enforceOnLogin")):
        return {}
    # Logging in has made another token than the page's.
    return {"weakness": {"rules": asked, "url": reverse("accounts:report_weak_password"), "token": get_token(request)}}


def second_step_of(request, body):
    """Return the answer to the second step: the person's, or the one that this browser was given to keep."""
    if body.second_step:
        return two_step.Answer(body.second_step.kind, body.second_step.token)
    kept = request.COOKIES.get(REMEMBERED_COOKIE)
    return two_step.Answer(two_step.REMEMBERED, kept) if kept else None


@public_view
@require_POST
def mail_second_step(request):
    """Mail a code to who knows the master password."""
    body = json_body(request, Login)
    limits.attempt(request, limits.LOGIN, body.email)
    limits.attempt(request, limits.MAIL, body.email)
    try:
        services.mail_second_step(email=body.email, login_hash=body.login_hash)
    except services.WrongCredentials:
        raise ApiError(_("The e-mail address or the master password is wrong.")) from None
    return json_response({})


@account_view
@require_safe
def lock(request):
    context = {
        "next": safe_next(request, request.GET.get("next")),
        "has_passkey": login_passkeys.opening(request.user).exists(),
        "stays": request.user.stays_unlocked,
    }
    return render(request, "accounts/lock.html", context)


@account_view
@require_safe
def keys(request):
    opening = login_passkeys.opening(request.user)
    return json_response(keys_of(request) | {"passkeys": [login_passkeys.keys_of(passkey) for passkey in opening]})


def keys_of(request):
    """Return what the vault agent needs to unlock, all of it wrapped or public."""
    user = request.user
    return {
        "userId": str(user.pk),
        "email": user.email,
        "kdf": user.kdf_settings,
        "userKey": user.wrapped_user_key,
        "privateKey": user.wrapped_private_key,
        "epoch": request.session.get("epoch", ""),
        "half": half_of_seal(request),
        **rules.idle_time(user),
    }


@public_view
@require_POST
def logout(request):
    end_session(request)
    response = redirect("accounts:login")
    response["Clear-Site-Data"] = '"storage"'
    return response


@account_view
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    user = request.user
    culture = user.culture if user.culture_chosen else ""
    kept = ("name", "avatar_color", "lock_minutes", "idle_action", "stays_unlocked")
    initial = {name: getattr(user, name) for name in kept}
    limits = {"may_stay": rules.may_stay_unlocked(user), "most_minutes": rules.longest_idle_time(user)}
    form = SettingsForm(request.POST or None, initial=initial | {"culture": culture}, **limits)
    if form.is_valid():
        services.update_settings(user, **form.cleaned_data, actor=user)
        with override(user.culture):
            messages.success(request, _("Your settings are saved."))
        response = redirect("accounts:settings")
        return remember_language(response, user) if user.culture_chosen else forget_language(response)
    return render(request, "accounts/settings.html", {"form": form})


def vouched_email(voucher):
    """Return the address a voucher stands for, or None."""
    try:
        return mail_tokens.vouched(voucher)
    except mail_tokens.InvalidToken:
        return None


def query_of(request):
    """Return what log-in and registration hand to each other."""
    return {name: request.GET.get(name, "") for name in ("next", "email", "invitation")}
