"""The tag `{% icon name extra %}`, which every template has: pages show hundreds, so it is no partial."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1000)
def icon(name, extra=""):
    """Return the sprite's picture of this name; `extra` are classes (small, large, directional)."""
    classes = f"icon {extra}" if extra else "icon"
    sprite = static("icons/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', classes, sprite, name)
