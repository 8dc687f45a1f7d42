"""Deliveries of this app: each takes ids, looks whether the mail is still due, and sends it."""

from datetime import date, timedelta
from smtplib import SMTPException

from celery import shared_task

from accounts.models import User
from accounts.permissions import Permission
from organizations import emails
from organizations.models import Domain, Organization, OrganizationMember, SeatRequest
from organizations.roles import roles_with
from organizations.services.seats import seat_accounts
from organizations.statements import Statements, this_month
from providers.models import Provider, ProviderMember

Status = OrganizationMember.Status
DELIVERY_FAILURES = (SMTPException, OSError)
RETRY = {"bind": True, "max_retries": 5}


@shared_task(**RETRY)
def send_invitations(task, member_ids):
    """Mail the invitations that were not answered or withdrawn meanwhile."""
    send_each(task, emails.invitation, member_ids, Status.INVITED)


@shared_task(**RETRY)
def send_confirmed(task, member_ids):
    """Tell members that they are in."""
    send_each(task, emails.confirmed, member_ids, Status.CONFIRMED)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_recovered(member_id, *, password, two_step):
    """Tell somebody that an administrator recovered their account."""
    for member in OrganizationMember.objects.filter(pk=member_id).select_related("user", "organization"):
        emails.recovered(member, password=password, two_step=two_step)


@shared_task(**RETRY)
def send_claimed(task, member_ids):
    """Tell members that their accounts belong to the organization now."""
    send_each(task, emails.claimed, member_ids, Status.CONFIRMED)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def tell_unclaimed(domain_id):
    """Ask for one mail to each of those who run the organization of a domain that never showed its text."""
    for domain in Domain.objects.waiting().filter(pk=domain_id).select_related("organization"):
        for recipient in confirmers(domain.organization):
            send_unclaimed.delay(domain_id, str(recipient.pk))


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_unclaimed(domain_id, user_id):
    for domain in Domain.objects.waiting().filter(pk=domain_id).select_related("organization"):
        emails.unclaimed(domain, User.objects.get(pk=user_id))


@shared_task(**RETRY)
def send_revoked(task, member_ids):
    """Tell members whose access a policy took what they can do about it."""
    send_each(task, emails.revoked, member_ids, Status.REVOKED)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_confirmation_needed(member_id):
    """Tell those who can confirm that somebody waits: owners and admins, else the provider's staff."""
    member = members(Status.ACCEPTED).filter(pk=member_id).first()
    if member:
        for recipient in confirmers(member.organization):
            emails.confirmation_needed(member, recipient)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def tell_unlinked(organization_id, provider_name):
    """Ask for one mail to each owner, so that a failed one is tried again alone."""
    for member_id in owners_of(organization_id).values_list("pk", flat=True):
        send_unlinked.delay(str(member_id), provider_name)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_unlinked(member_id, provider_name):
    """Tell an owner that the organization stands on its own, unless it found a provider meanwhile."""
    member = members(Status.CONFIRMED).filter(pk=member_id, organization__provider=None).first()
    if member:
        emails.unlinked(member, provider_name)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def tell_seats_requested(request_id):
    """Ask for one mail to each Provider Admin, so that a failed one is tried again alone."""
    for request in SeatRequest.objects.waiting().filter(pk=request_id).select_related("provider"):
        for admin_id in request.provider.members.provider_admins().values_list("pk", flat=True):
            send_seats_requested.delay(request_id, str(admin_id))


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_seats_requested(request_id, admin_id):
    """Tell a Provider Admin that a request waits, unless it was answered meanwhile."""
    requests = SeatRequest.objects.waiting().select_related("provider", "organization", "requested_by")
    for request in requests.filter(pk=request_id):
        for admin in request.provider.members.provider_admins().filter(pk=admin_id).select_related("user"):
            emails.seats_requested(request, admin.user)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_seats_answered(request_id):
    """Tell who asked for seats what became of it, while they work for the provider."""
    requests = SeatRequest.objects.answered().select_related("provider", "organization", "requested_by")
    for request in requests.filter(pk=request_id, requested_by__isnull=False):
        if request.provider.member_role(request.requested_by) is not None:
            emails.seats_answered(request)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def tell_seats_grown(organization_id, before):
    """Ask for one mail to each owner, so that a failed one is tried again alone."""
    for member_id in owners_of(organization_id).values_list("pk", flat=True):
        send_seats_grown.delay(str(member_id), before)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_seats_grown(member_id, before):
    """Tell an owner that the organization has more than the `before` seats it had."""
    for member in members(Status.CONFIRMED).filter(pk=member_id, organization__seats__gt=before):
        emails.seats_grown(member, before)


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_seats_bought(provider_id, organization_id, bought):
    """Tell whoever pays the provider's bills that there are more seats on them."""
    client = Organization.objects.filter(pk=organization_id, provider=provider_id).select_related("provider").first()
    if client:
        emails.seats_bought(client, bought, seat_accounts(client.provider)[client.plan])


@shared_task
def tell_statements():
    """Ask for the mail of last month's statement to each provider that pays for seats."""
    month = (this_month() - timedelta(days=1)).replace(day=1)
    providers = Provider.objects.filter(status=Provider.Status.BILLABLE, created_at__date__lt=this_month())
    for provider_id in providers.values_list("pk", flat=True):
        send_statement.delay(str(provider_id), month.isoformat())


@shared_task(autoretry_for=DELIVERY_FAILURES, retry_backoff=True, max_retries=5)
def send_statement(provider_id, month):
    """Mail the statement of a month to the billing address, unless there is nothing to pay."""
    for provider in Provider.objects.filter(pk=provider_id):
        statement = Statements(provider).of(date.fromisoformat(month))
        if statement.total:
            emails.statement(provider, statement)


def owners_of(organization_id):
    roles = roles_with(Permission.OWNERS_MANAGE)
    return OrganizationMember.objects.confirmed().filter(organization=organization_id, role__in=roles)


def send_each(task, mail, member_ids, status):
    """Mail each member; those whose mail failed are tried again, the others not."""
    failed = []
    for member in members(status).filter(pk__in=member_ids):
        try:
            mail(member)
        except DELIVERY_FAILURES:
            failed.append(str(member.pk))
    if failed:
        raise task.retry(args=[failed], countdown=2**task.request.retries * 10)


def members(status):
    return OrganizationMember.objects.filter(status=status).select_related("user", "organization")


def confirmers(organization):
    roles = roles_with(Permission.MEMBERS_MANAGE)
    administrators = organization.members.confirmed().filter(role__in=roles)
    people = User.objects.filter(pk__in=administrators.values("user"))
    if people or organization.provider_id is None:
        return people
    staff = ProviderMember.objects.confirmed().filter(provider=organization.provider_id)
    return User.objects.filter(pk__in=staff.values("user"))
