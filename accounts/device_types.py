"""The protocol's device types. Source: `spec/api.md` 20; some clients send the number, some the name."""

NAMES = (
    "Android iOS ChromeExtension FirefoxExtension OperaExtension EdgeExtension WindowsDesktop MacOsDesktop"
    " LinuxDesktop ChromeBrowser FirefoxBrowser OperaBrowser EdgeBrowser IEBrowser UnknownBrowser AndroidAmazon"
    " UWP SafariBrowser VivaldiBrowser VivaldiExtension SafariExtension SDK Server WindowsCLI MacOsCLI LinuxCLI"
    " DuckDuckGoBrowser"
).split()
NUMBERS = {name.lower(): number for number, name in enumerate(NAMES)}
UNKNOWN = NUMBERS["unknownbrowser"]


def device_type(text):
    """Return the number of a device type given as a number or as a name."""
    text = str(text).strip().lower()
    if text in NUMBERS:
        return NUMBERS[text]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 and int(text) < len(NAMES) else UNKNOWN
