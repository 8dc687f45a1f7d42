"""What journeys share: people with real keys, logging in, looking at a page."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.urls import reverse

from accounts.models import User
from script.client import account as client
from script.client import crypto

PASSWORD = "a long and quiet river"
AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text()
# Half faded colors have half the contrast. Spinners never end and are not waited for.
SETTLED = """() => Promise.all(document.getAnimations()
    .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime))
    .map((animation) => animation.finished.catch(() => {})))
    .then(() => true)"""
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# A folder for pictures of the pages, for whoever wants to look at them.
PICTURES = os.environ.get("PORTAL_SHOTS")
LOOKS = [("light", WIDE, "light-wide"), ("dark", PHONE, "dark-phone")]
# What the scheme and the width can change, names of what only phones show included; the rest is the same page again.
OTHER_LOOK = [
    "color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable",
    "button-name", "link-name", "label", "select-name",
]  # fmt: skip
if PICTURES:
    LOOKS += [("light", PHONE, "light-phone"), ("dark", WIDE, "dark-wide")]
KEY_PAIR = crypto.new_key_pair()
# The weakest that an account may have, for people whose derivation is not what a test is about.
QUICK = crypto.Kdf(1, 2, 16, 1)


@dataclass(frozen=True)
class Person:
    """An account, and what only its owner has: the password and the keys (`script.client.account.Account`)."""

    user: User
    password: str
    keys: client.Account

    @property
    def email(self):
        return self.user.email


def make_account(email, password=PASSWORD, *, kdf=QUICK, key_pair=KEY_PAIR, **fields):
    """Make a registered, verified account with real keys and return the Person.

    People share a key pair unless another one, or None for a new one, is given.
    """
    keys = client.make_account(email, password, kdf, key_pair)
    user, _ = User.objects.update_or_create(
        email=keys.email,
        defaults={
            "name": email.partition("@")[0].title(),
            "email_verified": True,
            "password": make_password(keys.login_hash),
            "kdf": kdf.type,
            "kdf_iterations": kdf.iterations,
            "kdf_memory": kdf.memory,
            "kdf_parallelism": kdf.parallelism,
            "kdf_salt": keys.email,
            "wrapped_user_key": keys.wrapped_user_key,
            "wrapped_private_key": keys.wrapped_private_key,
            "public_key": keys.public_key,
            "user_key_id": keys.user_key_id,
            **fields,
        },
    )
    return Person(user, password, keys)


def log_in(page, person, to=None):
    """Log the person in through the page, and go on to the path `to`."""
    page.goto(reverse("accounts:login") + (f"?next={to}" if to else ""))
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Master password", exact=True).fill(person.password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(lambda url: reverse("accounts:login") not in url)


def unlock(page, person):
    """Enter the master password on the lock screen."""
    page.get_by_label("Master password", exact=True).fill(person.password)
    page.get_by_role("button", name="Unlock", exact=True).click()
    page.wait_for_url(lambda url: reverse("accounts:lock") not in url)


def settle(page):
    """Wait for the transitions that a change of the color scheme or the width has started."""
    page.evaluate(
        """async () => {
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
            await Promise.allSettled(transitions.map((transition) => transition.finished));
        }"""
    )


def axe(page, rules=()):
    """Fail on any finding of axe, by all or only these rules.

    It goes in by the debugger: the page's policy lets no script in, as it should.
    """
    page.evaluate(SETTLED)
    if page.evaluate("() => !window.axe"):
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": AXE})
        session.detach()
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("(options) => axe.run(options)", options)["violations"]
    assert not found, "\n".join(
        f"{finding['id']}: {finding['help']}: {[node['html'][:200] for node in finding['nodes']]}" for finding in found
    )


def shoot(page, name):
    """Keep a picture of the whole page in the folder PORTAL_SHOTS, where one is named."""
    if PICTURES:
        # A scrim covers the window only.
        is_modal = page.evaluate("() => document.querySelector('dialog:modal') !== null")
        page.screenshot(path=Path(PICTURES) / f"{name}.png", animations="disabled", full_page=not is_modal)


def look_at(page, name):
    """Hold the page to axe and to the width of its window: light and wide, dark and on a phone.

    With PORTAL_SHOTS all four pairs are held and pictured.
    """
    for number, (scheme, size, words) in enumerate(LOOKS):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        settle(page)
        axe(page, OTHER_LOOK if number else ())
        excess = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert excess <= 0, f"{name} is {excess} pixels too wide for {size}"
        shoot(page, f"{name}-{words}")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(WIDE)
