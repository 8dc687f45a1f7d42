"""The description of the wire, for platform operators."""

from functools import cache
from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import PUBLIC, operator_view
from provider_portal import openapi
from provider_portal.api import json_response


@cache
def description():
    # Routes and schemas do not change while the process lives.
    return openapi.document(PUBLIC)


@require_safe
@operator_view
def api_schema(request):
    return json_response(description())


@require_safe
@operator_view
def api_docs(request):
    return render(request, "accounts/api_docs.html", {"parts": parts(description())})


def parts(document):
    """Return [(tag, its operations)] in the order of their paths."""
    rows = [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation["summary"],
            "permission": operation["x-permission"],
            "fields": fields_of(operation, document["components"]["schemas"]),
        }
        for path, operations in sorted(document["paths"].items())
        for method, operation in operations.items()
    ]
    by_tag = sorted(rows, key=lambda row: row["path"].split("/")[2])
    return [(tag, list(group)) for tag, group in groupby(by_tag, key=lambda row: row["path"].split("/")[2])]


def fields_of(operation, schemas):
    """Return (name, type, whether it must be there) of each member of the body."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    found = schemas.get(body.get("$ref", "").rpartition("/")[2], {})
    required = found.get("required", [])
    return [(name, type_of(field), name in required) for name, field in found.get("properties", {}).items()]


def type_of(field):
    """Return a type in a word or two."""
    if "$ref" in field:
        return field["$ref"].rpartition("/")[2]
    if "anyOf" in field:
        return " | ".join(dict.fromkeys(type_of(choice) for choice in field["anyOf"]))
    if field.get("type") == "array":
        return f"[{type_of(field.get('items', {}))}]"
    return str(field.get("format") or field.get("type") or "any")
