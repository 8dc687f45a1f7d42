from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context, permission, obj):
    """Return whether the signed-in person has `permission` on `obj`; use `{% may … as name %}`."""
    return context["request"].user.has_perm(permission, obj)
