"""The tag `{% tone id color %}`, which every template has, and the colors that a person may choose for their avatar.

Apps paint an avatar in its color. Our pages show a tone of it, on which the initial stands out in either theme.
"""

from colorsys import rgb_to_hls

from django import template
from django.utils.translation import gettext_lazy as _

COLORS = {
    "#b43131": ("c", _("Red")),
    "#a16017": ("4", _("Orange")),
    "#287728": ("e", _("Green")),
    "#197670": ("7", _("Teal")),
    "#2d5dbe": ("0", _("Blue")),
    "#6d39c6": ("1", _("Violet")),
    "#b0308a": ("b", _("Pink")),
    "#656972": ("gray", _("Gray")),
}
LEAST_SATURATION = 0.15

register = template.Library()


@register.simple_tag
def tone(pk, color=None):
    """Return the tone of an avatar: that of its color, else the one its id ends in."""
    return tone_of(color) if color else str(pk)[-1:]


def tone_of(color):
    """Return the tone of whichever color we offer that comes nearest to this one, which an app may have set."""
    hue = hue_of(color)
    if hue is None:
        return "gray"
    return min((abs((hue - other + 0.5) % 1 - 0.5), name) for other, name in HUES)[1]


def hue_of(color):
    """Return the hue of `#rrggbb` from 0 to 1, or None for a gray."""
    hue, _lightness, saturation = rgb_to_hls(*(part / 255 for part in bytes.fromhex(color[1:])))
    return hue if saturation >= LEAST_SATURATION else None


HUES = [(hue_of(color), name) for color, (name, _label) in COLORS.items() if name != "gray"]
