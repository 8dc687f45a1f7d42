from django.urls import path

from providers import views

app_name = "providers"
urlpatterns = [
    path("providers/", views.provider_list, name="provider_list"),
    path("providers/apply/", views.apply, name="apply"),
    path("providers/apply/sent/", views.application_sent, name="application_sent"),
    path("providers/setup/<str:token>/", views.setup, name="setup"),
    path("providers/create/", views.set_up_provider, name="set_up_provider"),
    path("operator/applications/", views.application_list, name="application_list"),
    path(
        "operator/applications/<uuid:application_id>/approve/",
        views.approve_application,
        name="approve_application",
    ),
    path(
        "operator/applications/<uuid:application_id>/decline/",
        views.decline_application,
        name="decline_application",
    ),
    path(
        "operator/applications/<uuid:application_id>/resend/",
        views.resend_setup_link,
        name="resend_setup_link",
    ),
]
