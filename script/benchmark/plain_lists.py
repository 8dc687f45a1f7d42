"""Lists written plainly: counted by joining, paged by skipping, a question for each row."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from events.models import Event
from organizations.clients.page import ClientPage
from organizations.models import Organization, OrganizationMember
from organizations.services.seats import plan_summaries
from provider_portal.api import list_response
from providers.models import Provider
from vault.api.events import event_document
from vault.member_documents import member_document

ROWS = 50
CONFIRMED = Q(members__status=OrganizationMember.Status.CONFIRMED)


def members(request, organization_id):
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=organization_id)
    rows = organization.members.select_related("user").prefetch_related(
        "collection_grants__permission", "user__groups__group", "user__two_factor_methods"
    )
    return list_response([member(row) for row in rows])


def member(row):
    row.has_second_factor = bool(row.user.two_factor_methods.all())
    row.is_claimed = False
    collections = [{"id": grant.content_object_id, "level": grant.permission.codename} for grant in row.collection_grants.all()]
    return member_document(row, collections, [group.group.pk for group in row.user.groups.all()])


class Clients(ClientPage):
    """The page of the clients, whose numbers are counted where they are shown."""

    @property
    def found(self):
        counts = {"counted": Count("members"), "counted_owners": Count("members", filter=CONFIRMED & Q(members__role=0))}
        return super().found.annotate(**counts)


def clients(request, provider_id):
    provider = get_object_or_404(Provider.objects.visible_to(request.user), pk=provider_id)
    request.guarded = provider
    context = {"provider": provider, "listing": Clients(provider, request.GET), "summaries": plan_summaries(provider)}
    return render(request, "organizations/client_list.html", context)


def overview(request, provider_id):
    """Ask client by client how it stands."""
    provider = get_object_or_404(Provider.objects.visible_to(request.user), pk=provider_id)
    figures = []
    for client in provider.clients.all():
        confirmed = client.members.confirmed()
        figures.append(
            {
                "members": confirmed.count(),
                "owners": confirmed.filter(role=0).count(),
                "full": client.members.occupying_a_seat().count() >= client.seats,
            }
        )
    return JsonResponse({"clients": len(figures), "full": sum(figure["full"] for figure in figures)})


def events(request, organization_id):
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=organization_id)
    return page_of(Event.objects.filter(organization_id=organization.pk))


def client_events(request, provider_id):
    provider = get_object_or_404(Provider.objects.visible_to(request.user), pk=provider_id)
    return page_of(Event.objects.filter(organization_id__in=[client.pk for client in provider.clients.all()]))


def page_of(found):
    page = Paginator(found.order_by("-date", "-id"), ROWS).get_page(1)
    rows = [event_document(event, False) | {"who": str(User.objects.filter(pk=event.acting_user_id).first())} for event in page]
    return JsonResponse({"pages": page.paginator.num_pages, "data": rows})
