from django.urls import path

from vault.views import received_sends, sends

SEND = "sends/<uuid:send_id>/"
LINK = "send/<str:access_id>/"

urlpatterns = [
    path("sends/", sends.send_list, name="send_list"),
    path("sends/new/", sends.create_send, name="create_send"),
    path(SEND, sends.update_send, name="update_send"),
    path(f"{SEND}file/", sends.add_send_part, name="add_send_part"),
    path(f"{SEND}disabled/", sends.switch_send, name="switch_send"),
    path(f"{SEND}password/remove/", sends.remove_send_password, name="remove_send_password"),
    path(f"{SEND}delete/", sends.delete_send, name="delete_send"),
    # For whoever has the link
    path("send/file/<str:token>/", received_sends.download_send, name="download_send"),
    path(LINK, received_sends.receive_send, name="receive_send"),
    path(f"{LINK}open/", received_sends.open_send, name="open_send"),
    path(f"{LINK}file/", received_sends.request_send_file, name="request_send_file"),
]
