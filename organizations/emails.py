"""One function per mail."""

from django.conf import settings

from accounts import mail_tokens
from accounts.models import MailToken, User
from organizations.plans import Plan
from organizations.services.seats import seat_price
from provider_portal.mail import absolute_url, send_mail


def invitation(member):
    """Mail the invitation; its link is made here, so that no queue ever holds it."""
    token = mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, member.pk)
    send_mail(
        "organization_invitation",
        to=member.user.email,
        culture=member.user.culture,
        wording=member.organization.wording,
        organization=member.organization,
        email=member.user.email,
        registered=member.user.is_registered,
        days=settings.INVITATION_HOURS // 24,
        button_url=absolute_url("organizations:accept_invitation", token=token),
    )


def confirmation_needed(member, recipient):
    send_mail(
        "organization_confirmation_needed",
        to=recipient.email,
        culture=recipient.culture,
        wording=member.organization.wording,
        organization=member.organization,
        person=member.user,
        button_url=absolute_url("vault:member_list", organization_id=member.organization_id) + "?status=accepted",
    )


def revoked(member):
    two_step = member.revocation_reason == member.RevocationReason.TWO_STEP_POLICY
    send_mail(
        "organization_revoked",
        to=member.user.email,
        culture=member.user.culture,
        wording=member.organization.wording,
        organization=member.organization,
        two_step=two_step,
        button_url=absolute_url("accounts:settings" if two_step else "vault:member_vault"),
    )


def confirmed(member):
    send_mail(
        "organization_confirmed",
        to=member.user.email,
        culture=member.user.culture,
        wording=member.organization.wording,
        organization=member.organization,
        button_url=absolute_url("vault:member_vault"),
    )


def claimed(member):
    send_mail(
        "organization_claimed",
        to=member.user.email,
        culture=member.user.culture,
        organization=member.organization,
        button_url=absolute_url("organizations:own_organizations"),
    )


def unclaimed(domain, recipient):
    send_mail(
        "organization_unclaimed",
        to=recipient.email,
        culture=recipient.culture,
        domain=domain,
        organization=domain.organization,
        button_url=absolute_url("organizations:domain_list", organization_id=domain.organization_id),
    )


def recovered(member, *, password, two_step):
    send_mail(
        "organization_recovered",
        to=member.user.email,
        culture=member.user.culture,
        wording=member.organization.wording,
        organization=member.organization,
        password=password,
        two_step=two_step,
        button_url=absolute_url("accounts:login"),
    )


def unlinked(member, provider_name):
    """Tell an owner that nobody else runs the organization now."""
    send_mail(
        "organization_unlinked",
        to=member.user.email,
        culture=member.user.culture,
        wording=member.organization.wording,
        organization=member.organization,
        provider=provider_name,
        seats=member.organization.seats,
        button_url=absolute_url("vault:organization_vault", organization_id=member.organization_id),
    )


def seats_requested(request, recipient):
    """Tell a Provider Admin that a colleague asks for seats."""
    send_mail(
        "seats_requested",
        to=recipient.email,
        culture=recipient.culture,
        wording=request.provider.wording,
        seat_request=request,
        person=request.requested_by,
        client=request.organization,
        button_url=absolute_url("organizations:seat_request_list", provider_id=request.provider_id),
    )


def seats_answered(request):
    """Tell who asked what became of it."""
    send_mail(
        "seats_answered",
        to=request.requested_by.email,
        culture=request.requested_by.culture,
        wording=request.provider.wording,
        seat_request=request,
        client=request.organization,
        approved=request.status == request.Status.APPROVED,
        button_url=absolute_url("organizations:client_list", provider_id=request.provider_id),
    )


def seats_grown(member, before):
    """Tell an owner that people who came made the organization grow."""
    organization = member.organization
    send_mail(
        "seats_grown",
        to=member.user.email,
        culture=member.user.culture,
        organization=organization,
        more=organization.seats - before,
        is_limit=organization.seats == organization.seat_limit,
        button_url=absolute_url("vault:member_list", organization_id=organization.pk),
    )


def seats_bought(client, bought, account):
    """Tell the provider's billing address that its next bill is higher."""
    provider = client.provider
    send_mail(
        "seats_bought",
        to=provider.billing_email,
        culture=culture_of(provider.billing_email),
        wording=provider.wording,
        provider=provider,
        client=client,
        bought=bought,
        billed=account.billed,
        plan=Plan(client.plan).label,
        price=seat_price(provider, client.plan),
        currency=settings.SEAT_CURRENCY,
        button_url=absolute_url("organizations:statement", provider_id=provider.pk),
    )


def statement(provider, statement):
    """Mail what the seats of a month cost."""
    send_mail(
        "statement",
        to=provider.billing_email,
        culture=culture_of(provider.billing_email),
        wording=provider.wording,
        provider=provider,
        statement=statement,
        currency=settings.SEAT_CURRENCY,
        button_url=absolute_url("organizations:statement", provider_id=provider.pk) + f"?month={statement.key}",
    )


def culture_of(email):
    return User.objects.filter(email=email).values_list("culture", flat=True).first() or "en"
