from django.urls import path

from organizations.views import client_bulk, client_details, clients, overview

CLIENTS = "providers/<uuid:provider_id>/clients/"
CLIENT = f"{CLIENTS}<uuid:client_id>/"

urlpatterns = [
    path("providers/<uuid:provider_id>/overview/", overview.overview, name="overview"),
    path(CLIENTS, clients.client_list, name="client_list"),
    path(f"{CLIENTS}export/", clients.export_clients, name="export_clients"),
    path(f"{CLIENTS}add/", clients.add_client, name="add_client"),
    # Many at once
    path(f"{CLIENTS}tag/", client_bulk.tag_clients, name="tag_clients"),
    path(f"{CLIENTS}untag/", client_bulk.untag_clients, name="untag_clients"),
    path(f"{CLIENTS}seats/", client_bulk.change_seats_of_clients, name="change_seats_of_clients"),
    path(f"{CLIENTS}suspend/", client_bulk.suspend_clients, name="suspend_clients"),
    path(f"{CLIENTS}resume/", client_bulk.resume_clients, name="resume_clients"),
    # One
    path(CLIENT, client_details.client_details, name="client_details"),
    path(f"{CLIENT}note/", client_details.write_note, name="write_client_note"),
    path(f"{CLIENT}contacts/add/", client_details.add_contact, name="add_client_contact"),
    path(f"{CLIENT}contacts/<uuid:contact_id>/", client_details.edit_contact, name="edit_client_contact"),
    path(f"{CLIENT}contacts/<uuid:contact_id>/remove/", client_details.remove_contact, name="remove_client_contact"),
    path(f"{CLIENT}name/", clients.rename_client, name="rename_client"),
    path(f"{CLIENT}unlink/", clients.unlink_client, name="unlink_client"),
]
