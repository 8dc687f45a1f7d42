"""The enterprise policies as a table: what each does, who is exempt, what it needs (features 7).

Some ask for what the portal does not have, single sign-on and sponsorships: those are kept and told to the apps.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organizations.models import Policy
from organizations.roles import MemberRole

Kind = Policy.Kind
OWNERS_AND_ADMINS = frozenset({MemberRole.OWNER, MemberRole.ADMIN})
NOBODY = frozenset()

EXEMPT_WORDS = {
    OWNERS_AND_ADMINS: _("Owners, admins and the provider's staff are exempt."),
    NOBODY: _("Nobody is exempt."),
}


@dataclass(frozen=True)
class Field:
    """One part of a policy's data: a flag, a number between two limits, a text, a choice, or several of the choices."""

    name: str
    label: object
    limits: tuple = None
    choices: tuple = None
    several: bool = False
    # A text of at most so many characters.
    longest: int = None
    pattern: str = ""
    # Without it, the policy cannot be on.
    required: bool = False

    def clean(self, value):
        """Return the value as it is stored; raises ValueError."""
        if self.several:
            values = sorted(set(value or ()))
            if not set(values) <= set(dict(self.choices)):
                raise ValueError(self.name)
            return values
        if self.choices is None and self.limits is None and self.longest is None:
            return bool(value)
        if value in (None, ""):
            return None
        if self.longest and not (isinstance(value, str) and len(value) <= self.longest and re.search(self.pattern, value)):
            raise ValueError(self.name)
        if self.choices is not None and value not in dict(self.choices):
            raise ValueError(self.name)
        if self.limits and not (isinstance(value, int) and self.limits[0] <= value <= self.limits[1]):
            raise ValueError(self.name)
        return value


@dataclass(frozen=True)
class Rule:
    section: str
    sentence: object
    exempt: frozenset = OWNERS_AND_ADMINS
    needs: tuple = ()
    fields: tuple = ()
    # Clients expect the value of this one field as the whole of the data.
    whole: str = ""

    @property
    def exempt_words(self):
        return EXEMPT_WORDS[self.exempt]

    def stored(self, values, *, enabled):
        """Return the data as clients expect it; raises ValueError naming the field that does not fit."""
        data = {field.name: field.clean(values.get(field.name)) for field in self.fields}
        for field in self.fields:
            if enabled and field.required and data[field.name] in (None, []):
                raise ValueError(field.name)
        return data[self.whole] if self.whole else data

    def values(self, data):
        """Return what `stored` was given."""
        return {self.whole: data} if self.whole else data


SECTIONS = {
    "access": _("Signing in"),
    "vault": _("Items and vaults"),
    "sharing": _("Sends"),
    "apps": _("Apps"),
}
NEEDS_SINGLE = (Kind.SINGLE_ORGANIZATION,)
ITEM_TYPES = (
    (1, _("Login")),
    (2, _("Secure note")),
    (3, _("Card")),
    (4, _("Identity")),
    (5, _("SSH key")),
    (6, _("Bank account")),
    (7, _("Driver's license")),
    (8, _("Passport")),
)
CHARACTERS = ("Upper", _("Capital letters")), ("Lower", _("Small letters")), ("Numbers", _("Digits")), ("Special", _("Special characters"))

RULES = {
    Kind.TWO_STEP: Rule(
        "access", _("Members must have two-step login. Who has none when you turn this on is revoked.")
    ),
    Kind.MASTER_PASSWORD: Rule(
        "access",
        _("Master passwords must be this strong when they are set or changed."),
        exempt=NOBODY,
        fields=(
            Field("minComplexity", _("Strength"), choices=(
                (0, _("Weak (0)")), (1, _("Weak (1)")), (2, _("Weak (2)")), (3, _("Good (3)")), (4, _("Strong (4)")),
            )),
            Field("minLength", _("Shortest length"), limits=(12, 128)),
            *[Field(f"require{name}", label) for name, label in CHARACTERS],
            Field("enforceOnLogin", _("Ask members with a weaker one to change it at their next login")),
        ),
    ),
    Kind.SINGLE_ORGANIZATION: Rule(
        "access", _("Members may belong to no other organization. Who does when you turn this on is revoked.")
    ),
    Kind.ACCOUNT_RECOVERY: Rule(
        "access",
        _("Admins can give members who forgot their master password a new one. Members take part once they enroll."),
        exempt=NOBODY,
        needs=NEEDS_SINGLE,
        fields=(Field("autoEnrollEnabled", _("Enroll new members when they accept; nobody can withdraw")),),
    ),
    Kind.REQUIRE_SSO: Rule(
        "access",
        _("Apps log members in by single sign-on only. This portal has none: it tells the apps, and refuses nobody itself."),
        needs=NEEDS_SINGLE,
    ),
    Kind.BLOCK_CLAIMED_DOMAIN_ACCOUNTS: Rule(
        "access",
        _("Nobody registers an address of your claimed domains of their own accord: an invitation is needed."),
        exempt=NOBODY,
    ),
    Kind.VAULT_TIMEOUT: Rule(
        "access",
        _("Vaults lock, or log out, after this time at the latest."),
        needs=NEEDS_SINGLE,
        fields=(
            Field("minutes", _("Minutes"), limits=(1, 10_080), required=True),
            Field("action", _("Then"), choices=(("lock", _("Lock")), ("logOut", _("Log out")))),
        ),
    ),
    Kind.REMOVE_PIN_UNLOCK: Rule("access", _("Apps cannot be unlocked with a PIN."), exempt=NOBODY),
    Kind.DATA_OWNERSHIP: Rule(
        "vault", _("Members keep new items in the organization: they can create and import none of their own.")
    ),
    Kind.RESTRICTED_ITEM_TYPES: Rule(
        "vault",
        _("Items of these types can be neither created nor imported. Those that exist stay."),
        exempt=NOBODY,
        fields=(Field("types", _("Types"), choices=ITEM_TYPES, several=True, required=True),),
        whole="types",
    ),
    Kind.REMOVE_PERSONAL_EXPORT: Rule("vault", _("Members cannot export their own vault.")),
    Kind.PASSWORD_GENERATOR: Rule(
        "vault",
        _("The generator makes new passwords at least this strong."),
        exempt=NOBODY,
        fields=(
            Field("overridePasswordType", _("Kind"), choices=(("password", _("Password")), ("passphrase", _("Passphrase")))),
            Field("minLength", _("Shortest length"), limits=(5, 128)),
            *[Field(f"use{name}", label) for name, label in CHARACTERS],
            Field("minNumbers", _("Fewest digits"), limits=(0, 9)),
            Field("minSpecial", _("Fewest special characters"), limits=(0, 9)),
            Field("minNumberWords", _("Fewest words of a passphrase"), limits=(3, 20)),
            Field("capitalize", _("Capitalize the words of a passphrase")),
            Field("includeNumber", _("A digit in each passphrase")),
        ),
    ),
    Kind.SEND_CONTROLS: Rule(
        "sharing",
        _("Limits what members share by Sends. Those that exist can still be deleted."),
        fields=(
            Field("disableSend", _("Members cannot create or edit Sends")),
            Field("disableHideEmail", _("Members cannot hide their address from recipients")),
            Field("whoCanAccess", _("Who can open them"), choices=(
                (0, _("Anybody with the link")), (1, _("Who has the link and the password")),
            )),
            Field("deletionHours", _("Longest life in hours"), limits=(1, 744)),
        ),
    ),
    Kind.REMOVE_SEND: Rule(
        "sharing", _("Members cannot create or edit Sends, as older apps know it. “Send controls” says the same and more.")
    ),
    Kind.SEND_OPTIONS: Rule(
        "sharing",
        _("Limits Sends as older apps know it. “Send controls” says the same and more."),
        fields=(Field("disableHideEmail", _("Members cannot hide their address from recipients")),),
    ),
    Kind.ACTIVATE_AUTOFILL: Rule("apps", _("Browser extensions fill in logins when a page loads."), exempt=NOBODY),
    Kind.URI_MATCH_DEFAULT: Rule(
        "apps",
        _("How apps find the login for a website, unless the item says otherwise."),
        needs=NEEDS_SINGLE,
        fields=(
            Field("uriMatchDetection", _("Match"), required=True, choices=(
                (0, _("Base domain")), (1, _("Host")), (3, _("Exact")), (5, _("Never")),
            )),
        ),
    ),
    Kind.AUTOTYPE_DEFAULT: Rule("apps", _("Desktop apps type logins into other programs.")),
    Kind.AUTOMATIC_SSO_LOGIN: Rule(
        "apps",
        _("Apps fill in and send logins that are started from this identity provider."),
        exempt=NOBODY,
        fields=(
            Field(
                "idpHost", _("Address of the identity provider, like https://idp.example"),
                longest=300, pattern=r"^https?://[^\s/]+$", required=True,
            ),
        ),
    ),
    Kind.FILL_ASSIST: Rule(
        "apps",
        _("Apps fill in by the rules of this file. They fetch it themselves."),
        exempt=NOBODY,
        fields=(
            Field("rulesUrl", _("Address of the rules"), longest=2000, pattern=r"^https://[^\s/]+\S*$", required=True),
        ),
    ),
    Kind.VAULT_BANNER: Rule(
        "vault",
        _("Members see this text over their vault, in the browser and in the apps."),
        exempt=NOBODY,
        needs=NEEDS_SINGLE,
        fields=(
            Field("title", _("Title"), longest=100, required=True),
            # Nobody should learn to follow links that stand over a vault.
            Field("description", _("Text, without links"), longest=250, pattern=r"(?s)^(?!.*(://|www\.))", required=True),
            Field("buttonLabel", _("Words of the button"), longest=40),
            Field("showAfterEveryLogin", _("Show it after every login")),
        ),
    ),
    Kind.REMOVE_FAMILIES_SPONSORSHIP: Rule(
        "apps",
        _("Members cannot redeem free Families plans. This portal offers none: it tells the apps."),
        exempt=NOBODY,
    ),
}
