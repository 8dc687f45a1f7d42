"""Every write to an account."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import get_language

from accounts import codes, device_types, mail_tokens, passwords, tasks, two_step
from accounts.models import Device, MailToken, User, new_security_stamp
from accounts.notices import Notice
from accounts.querysets import normalize_email
from accounts.two_step import Verdict
from events.services import origin, record
from events.types import EventType
from provider_portal.notifications.kinds import Kind
from provider_portal.notifications.publish import notify_people

VERIFY_EMAIL = MailToken.Purpose.VERIFY_EMAIL


class AlreadyRegistered(Exception):
    """The address has an account with keys; only someone who proved to own the address may be told."""


class WrongCredentials(Exception):
    """The address is unknown or the master password is wrong: which of them is nobody's business."""


class EmailNotVerified(Exception):
    """The master password is right, but nobody has shown yet that the address is theirs."""


class SecondStepNeeded(Exception):
    """The master password is right; what `user` set up besides has to be answered, too."""

    def __init__(self, user):
        super().__init__()
        self.user = user


class WrongSecondStep(Exception):
    """The master password is right, the answer to the second step is not."""


class OtherUserKey(Exception):
    """The account's key has another id than the one a client reports."""


@dataclass(frozen=True)
class Keys:
    """What an account needs to be one: its derivation settings, and its keys as the browser wrapped them."""

    kdf: object
    login_hash: str
    user_key: str
    private_key: str
    public_key: str
    key_id: str


@dataclass(frozen=True)
class Browser:
    """The app a person signs in with; `identifier` is kept by it."""

    identifier: str
    type: int
    name: str
    client: str = "web"


def person_for(email):
    """Return the account of `email`, made without keys where there is none: an invited person.

    Until they say otherwise they are written to in the language of who invites them.
    """
    email = normalize_email(email)
    user, _ = User.objects.get_or_create(email=email, defaults={"kdf_salt": email, "culture": get_language()})
    return user


def people_for(emails):
    """Return the accounts of `emails` as `person_for` would, in two statements."""
    emails = {normalize_email(email) for email in emails}
    people = [User(email=email, kdf_salt=email, culture=get_language()) for email in sorted(emails)]
    User.objects.bulk_create(people, ignore_conflicts=True, batch_size=1000)
    return list(User.objects.filter(email__in=emails).order_by("email"))


def touch_people(ids):
    """Let people's apps fetch anew: what they may see has changed."""
    people = User.objects.filter(pk__in=list(ids))
    # In one order for everybody: two organizations with common members must not wait for each other.
    locked = list(people.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    people.update(revision_date=Now())
    notify_people(Kind.KEYS, locked)


def register(*, email, name, hint, culture, keys, vouched):
    """Make the account of `email`, or complete an invited one.

    `vouched` says that the address is known to be the person's; then AlreadyRegistered is raised where there is an
    account. Otherwise a mail tells them, so that the answer is the same for every address.
    An account whose address nobody confirmed is replaced: it may have been made by somebody else.
    """
    # Before anything is looked up: equal work for every address.
    password = passwords.hash_of(keys.login_hash)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person_for(email).pk)
        if user.is_registered and user.email_verified:
            if vouched:
                raise AlreadyRegistered
            tasks.send_already_registered.delay_on_commit(str(user.pk))
            return
        user.name, user.password_hint, user.culture, user.password = name, hint, culture, password
        set_keys(user, keys)
        user.email_verified = vouched
        user.save()
        record(EventType.USER_REGISTERED, actor=user, user_id=user.pk)
        if not vouched:
            tasks.send_verification.delay_on_commit(str(user.pk))


def set_keys(user, keys):
    """Put new keys on the unsaved `user`; every session and token of older ones dies."""
    user.kdf = keys.kdf.type
    user.kdf_iterations = keys.kdf.iterations
    user.kdf_memory = keys.kdf.memory
    user.kdf_parallelism = keys.kdf.parallelism
    user.kdf_salt = user.email
    user.wrapped_user_key = keys.user_key
    user.wrapped_private_key = keys.private_key
    user.public_key = keys.public_key
    user.user_key_id = keys.key_id
    user.security_stamp = new_security_stamp()
    user.revision_date = user.last_password_change = timezone.now()


def resend_verification(email):
    """Mail the link once more where there is an address to confirm; silent otherwise."""
    unverified = User.objects.registered().filter(email_verified=False, is_active=True)
    user = unverified.filter(email=normalize_email(email)).first()
    if user:
        tasks.send_verification.delay_on_commit(str(user.pk))


def mail_hint(email):
    """Mail the hint to the password where there is an account; the caller is not told, nor by the time it takes."""
    user = User.objects.registered().filter(email=normalize_email(email), is_active=True).first()
    tasks.send_hint.delay_on_commit(str(user.pk) if user else None)


@transaction.atomic
def verify_email(token):
    """Use up a mailed token and return the person whose address it confirms; raises InvalidToken."""
    user = User.objects.select_for_update().get(pk=mail_tokens.redeem(VERIFY_EMAIL, token))
    confirm_address(user)
    return user


def confirm_address(user):
    user.email_verified = True
    user.revision_date = timezone.now()
    user.save(update_fields=["email_verified", "revision_date"])
    record(EventType.USER_VERIFIED_EMAIL, actor=user, user_id=user.pk)


def log_in(*, email, login_hash, browser, vouched_email=None, second_step=None):
    """Check a login hash, note the browser and return the person.

    Raises WrongCredentials after equal work for every address, EmailNotVerified, SecondStepNeeded or WrongSecondStep.
    Whoever comes with a voucher for their own address has confirmed it by that. `second_step` is a two_step.Answer.
    """
    user = User.objects.filter(email=normalize_email(email), is_active=True).first()
    return admit(user, passwords.matches(login_hash, user), browser, vouched_email=vouched_email, second_step=second_step)


def admit(user, matched, browser, *, vouched_email=None, second_step=None):
    """Let in whoever is said by `matched` to have proved themselves, as far as nothing else is asked."""
    with transaction.atomic():
        if matched and not user.email_verified and vouched_email == user.email:
            confirm_address(user)
        if matched and user.email_verified:
            outcome = two_step.verdict(user, second_step, browser.identifier)
            note_outcome(user, browser, outcome)
        else:
            # Unknown addresses are recorded as well, so that both take one statement.
            record(EventType.USER_FAILED_LOGIN, actor=user, user_id=user.pk if user else None)
            outcome = EmailNotVerified() if matched else WrongCredentials()
    # Outside of the transaction: what was recorded must be kept.
    if outcome == Verdict.PASSED:
        return user
    raise {Verdict.ASKED: SecondStepNeeded(user), Verdict.WRONG: WrongSecondStep()}.get(outcome, outcome)


def note_outcome(user, browser, outcome):
    """Keep how somebody fared who knows the master password."""
    if outcome == Verdict.PASSED:
        note_device(user, browser)
        record(EventType.USER_LOGGED_IN, actor=user, user_id=user.pk)
    if outcome == Verdict.WRONG:
        record(EventType.USER_FAILED_TWO_STEP, actor=user, user_id=user.pk)
        tasks.send_notice.delay_on_commit(str(user.pk), Notice.TWO_STEP_FAILED, address=origin.get().ip_address)


def mail_second_step(*, email, login_hash):
    """Mail a code to whoever knows the master password and set that up; raises WrongCredentials."""
    user = User.objects.filter(email=normalize_email(email), is_active=True).first()
    if not passwords.matches(login_hash, user):
        record(EventType.USER_FAILED_LOGIN, actor=user, user_id=user.pk if user else None)
        raise WrongCredentials
    mail_code(user)


def mail_code(user):
    """Mail a code for the second step where the person set that up."""
    method = two_step.methods_of(user).get(two_step.Kind.EMAIL)
    if method:
        tasks.send_code.delay_on_commit(str(user.pk), codes.TWO_STEP, method.configuration["email"])


def note_device(user, browser):
    """Keep with what a person logs in; where it is neither known nor the first one, they are mailed."""
    device, is_new = Device.objects.update_or_create(
        user=user,
        identifier=browser.identifier,
        defaults={
            "type": browser.type,
            "name": browser.name,
            "client": browser.client,
            "last_seen": timezone.now(),
        },
    )
    if is_new and user.devices.exclude(pk=device.pk).exists():
        facts = {"device": device.name or device_types.NAMES[device.type], "address": origin.get().ip_address}
        tasks.send_notice.delay_on_commit(str(user.pk), Notice.NEW_DEVICE, **facts)


def follow_language(user, language):
    """Write to a person in the language their browser asks for; they chose none themselves."""
    if user.culture != language:
        User.objects.filter(pk=user.pk, culture_chosen=False).update(culture=language)


@transaction.atomic
def update_settings(user, *, name, avatar_color, culture, lock_minutes, idle_action, stays_unlocked=False, actor):
    """Change what a person says about themselves and how their browser behaves.

    Without a `culture` pages follow the browser, and mails the browser of the last log-in.
    """
    user.name, user.avatar_color = name, avatar_color
    user.lock_minutes, user.idle_action = lock_minutes, idle_action
    user.stays_unlocked = stays_unlocked
    user.culture, user.culture_chosen = culture or user.culture, bool(culture)
    changed = ["name", "avatar_color", "culture", "culture_chosen", "lock_minutes", "idle_action", "stays_unlocked"]
    note_update(user, *changed, actor=actor)


@transaction.atomic
def update_profile(user, *, name, hint, actor):
    """Change the name, and the hint to the master password."""
    user.name, user.password_hint = name, hint
    note_update(user, "name", "password_hint", actor=actor)


@transaction.atomic
def set_avatar(user, color, *, actor):
    """Paint the circle that stands for the person; None leaves the choice to the app."""
    user.avatar_color = color
    note_update(user, "avatar_color", actor=actor)


@transaction.atomic
def set_equivalent_domains(user, domains, *, actor):
    """Keep groups of domains whose logins apps offer for each other."""
    user.equivalent_domains = domains
    note_update(user, "equivalent_domains", actor=actor)


def note_update(user, *fields, actor):
    user.revision_date = timezone.now()
    user.save(update_fields=[*fields, "revision_date"])
    notify_people(Kind.SETTINGS, [user.pk])
    record(EventType.USER_UPDATED, actor=actor, user_id=user.pk)


@transaction.atomic
def appoint_operator(email, *, actor=None):
    """Make the person of `email` a platform operator and return them; they may still have to register."""
    user = User.objects.select_for_update().get(pk=person_for(email).pk)
    user.is_operator = True
    user.save(update_fields=["is_operator"])
    record(EventType.OPERATOR_APPOINTED, actor=actor, user_id=user.pk)
    return user


@transaction.atomic
def set_user_key_id(user, key_id, *, actor):
    """Note the id of the account's key, once; telling it again changes nothing, another one raises OtherUserKey."""
    User.objects.filter(pk=user.pk, user_key_id=None).update(user_key_id=key_id, revision_date=timezone.now())
    if not User.objects.filter(pk=user.pk, user_key_id=key_id).exists():
        raise OtherUserKey


@transaction.atomic
def replace_password(user, *, login_hash, user_key, actor):
    """Give an account a new master password: the same user key, wrapped anew by whoever holds it.

    Every session and token dies, and so do passkeys and the methods of two-step login: who replaces a password has none.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    user.password, user.wrapped_user_key = passwords.hash_of(login_hash), user_key
    user.password_hint, user.force_password_reset = "", False
    user.security_stamp = new_security_stamp()
    user.revision_date = user.last_password_change = timezone.now()
    user.save()
    user.two_factor_methods.all().delete()
    user.login_passkeys.all().delete()
    notify_people(Kind.LOG_OUT, [user.pk])
    record(EventType.USER_CHANGED_PASSWORD, actor=actor, user_id=user.pk)
