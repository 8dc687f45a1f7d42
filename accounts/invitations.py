"""What the pages of all invitations share: leading somebody from the mail to the account it was sent to."""

from accounts import mail_tokens
from accounts.redirects import with_query


def invitation_context(request, invited):
    """Return what `accounts/_invitation_answer.html` takes, for the person `invited`."""
    context = {"invited": invited, "is_theirs": request.user.pk == invited.pk}
    if not request.user.is_authenticated:
        query = {"invitation": mail_tokens.vouch(invited.email), "next": request.path}
        context["login_url"] = with_query("accounts:login", email=invited.email, **query)
        context["register_url"] = with_query("accounts:register", **query)
    return context
