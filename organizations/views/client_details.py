"""What the provider's staff know about one client, and where they go from there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.clients.forms import ContactForm, NoteForm
from organizations.models import ClientNote
from organizations.services import client_notes as services
from organizations.services.clients import ClientRefused
from providers.guards import provider_view


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def client_details(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    note = ClientNote.objects.filter(client=client).select_related("written_by").first()
    return page(request, provider, client, note, NoteForm(initial={"text": note.text if note else ""}))


@require_POST
@provider_view(Permission.CLIENTS_ANNOTATE)
def write_note(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return page(request, provider, client, None, form)
    services.write_note(provider, client, actor=request.user, **form.cleaned_data)
    return saved(request, provider, client, _("The note is saved."))


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENTS_ANNOTATE)
def add_contact(request, provider, client_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    return contact_page(request, provider, client, None)


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENTS_ANNOTATE)
def edit_contact(request, provider, client_id, contact_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    return contact_page(request, provider, client, get_object_or_404(client.contacts, pk=contact_id))


@require_POST
@provider_view(Permission.CLIENTS_ANNOTATE)
def remove_contact(request, provider, client_id, contact_id):
    client = get_object_or_404(provider.clients, pk=client_id)
    contact = get_object_or_404(client.contacts, pk=contact_id)
    services.remove_contact(provider, client, contact, actor=request.user)
    return saved(request, provider, client, _("%(name)s is no contact any more.") % {"name": contact.name})


def page(request, provider, client, note, form):
    context = {
        "provider": provider,
        "client": client,
        "note": note,
        "form": form,
        "tags": provider.client_tags.filter(taggings__client=client).order_by("name"),
        "contacts": client.contacts.order_by("name", "pk"),
        "may_unlink": request.user.has_perm(Permission.CLIENTS_UNLINK, provider),
    }
    return render(request, "organizations/client_details.html", context)


def contact_page(request, provider, client, contact):
    fields = ContactForm.base_fields
    initial = {name: getattr(contact, name) for name in fields} if contact else None
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_contact(provider, client, contact, actor=request.user, **form.cleaned_data)
        except ClientRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return saved(request, provider, client, _("The contact is saved."))
    context = {"provider": provider, "client": client, "contact": contact, "form": form}
    return render(request, "organizations/client_contact.html", context)


def saved(request, provider, client, words):
    messages.success(request, words)
    return redirect("organizations:client_details", provider_id=provider.pk, client_id=client.pk)
