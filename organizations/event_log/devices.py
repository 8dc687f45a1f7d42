"""What the protocol's device numbers are called on a page (`spec/api.md` 20)."""

from django.utils.translation import gettext_lazy as _

PHONE, EXTENSION, DESKTOP, BROWSER, COMMAND, SERVER = (
    "device-mobile",
    "puzzle",
    "device-desktop",
    "world",
    "terminal-2",
    "server",
)
DEVICES = {
    0: (_("Android app"), PHONE),
    1: (_("iOS app"), PHONE),
    2: (_("Chrome extension"), EXTENSION),
    3: (_("Firefox extension"), EXTENSION),
    4: (_("Opera extension"), EXTENSION),
    5: (_("Edge extension"), EXTENSION),
    6: (_("Windows app"), DESKTOP),
    7: (_("macOS app"), DESKTOP),
    8: (_("Linux app"), DESKTOP),
    9: (_("Web page in Chrome"), BROWSER),
    10: (_("Web page in Firefox"), BROWSER),
    11: (_("Web page in Opera"), BROWSER),
    12: (_("Web page in Edge"), BROWSER),
    13: (_("Web page in Internet Explorer"), BROWSER),
    14: (_("Web page"), BROWSER),
    15: (_("Android app"), PHONE),
    16: (_("Windows app"), DESKTOP),
    17: (_("Web page in Safari"), BROWSER),
    18: (_("Web page in Vivaldi"), BROWSER),
    19: (_("Vivaldi extension"), EXTENSION),
    20: (_("Safari extension"), EXTENSION),
    21: (_("SDK"), "api"),
    22: (_("Server"), SERVER),
    23: (_("Windows command line"), COMMAND),
    24: (_("macOS command line"), COMMAND),
    25: (_("Linux command line"), COMMAND),
    26: (_("DuckDuckGo browser"), BROWSER),
}
UNKNOWN = (_("Unknown app"), "help-circle")
OURSELVES = (_("Server"), SERVER)


def device(number):
    """Return (name, icon); no device acted where there is no number."""
    return OURSELVES if number is None else DEVICES.get(number, UNKNOWN)
