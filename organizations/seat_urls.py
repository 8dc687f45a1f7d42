from django.urls import path

from organizations.views import seats

CLIENT_SEATS = "providers/<uuid:provider_id>/clients/<uuid:client_id>/seats/"
REQUESTS = "providers/<uuid:provider_id>/seat-requests/"
REQUEST = f"{REQUESTS}<uuid:request_id>/"

urlpatterns = [
    path(CLIENT_SEATS, seats.client_seats, name="client_seats"),
    path(f"{CLIENT_SEATS}transfer/", seats.transfer_seats, name="transfer_seats"),
    path(f"{CLIENT_SEATS}request/", seats.request_seats, name="request_seats"),
    path(REQUESTS, seats.seat_request_list, name="seat_request_list"),
    path(f"{REQUEST}approve/", seats.approve_seats, name="approve_seats"),
    path(f"{REQUEST}decline/", seats.decline_seats, name="decline_seats"),
    path(f"{REQUEST}withdraw/", seats.withdraw_seats, name="withdraw_seats"),
]
