from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from organizations.clients.report import csv_rows
from organizations.statement_pdf import statement_pdf
from organizations.statements import Statements
from provider_portal.spreadsheets import csv_response
from providers.guards import provider_view


@require_safe
@provider_view(Permission.PROVIDER_BILLING_VIEW)
def statement(request, provider):
    statements = Statements(provider)
    context = {
        "provider": provider,
        "statement": chosen(statements, request),
        "history": statements.history,
        "currency": settings.SEAT_CURRENCY,
    }
    return render(request, "organizations/statement.html", context)


@require_safe
@provider_view(Permission.PROVIDER_BILLING_VIEW)
def client_report(request, provider):
    month = chosen(Statements(provider), request)
    return csv_response(f"client-report_{month.key}.csv", csv_rows(provider, month))


@require_safe
@provider_view(Permission.PROVIDER_BILLING_VIEW)
def statement_file(request, provider):
    month = chosen(Statements(provider), request)
    response = HttpResponse(statement_pdf(provider, month), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="statement_{month.key}.pdf"'
    return response


def chosen(statements, request):
    """Return the statement of the month the address names; one before the provider, or to come, is not there."""
    month = statements.parse(request.GET.get("month"))
    if month is None:
        raise Http404
    return statements.of(month)
