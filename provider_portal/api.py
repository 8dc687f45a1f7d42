"""What every wire route of Bitwarden's protocol shares. Source: `spec/api.md` 1.

Wire routes authenticate by bearer token alone, never redirect, never use cookies, and never answer 403:
on a 403 clients log the person out and delete their local vault.
"""

import re

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from pydantic import ValidationError

# Whose pages may ask from elsewhere: Safari's extension and the desktop app. The portal's own are of its origin.
FOREIGN_ORIGINS = {"file://", "bw-desktop-file://bundle"}
# What pydantic finds wrong, in words that are translated; a validator's own words are used as they are.
FAULTS = {
    "missing": gettext_lazy("This is missing."),
    "string_too_short": gettext_lazy("This must have at least %(min_length)d characters."),
    "string_too_long": gettext_lazy("This must have at most %(max_length)d characters."),
    "too_short": gettext_lazy("This list must have at least %(min_length)d entries."),
    "too_long": gettext_lazy("This list must have at most %(max_length)d entries."),
    "greater_than_equal": gettext_lazy("This must be at least %(ge)s."),
    "less_than_equal": gettext_lazy("This must be at most %(le)s."),
}
OTHER_FAULT = gettext_lazy("This is not of the expected form.")
# The character that Postgres keeps in no text, as JSON writes it: behind an even number of backslashes.
ZERO = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
WIRE_PREFIXES = ("/api/", "/identity/", "/notifications/", "/icons/", "/events/")
# The pages about the wire, for people in a browser.
DOCS = "/api/docs"


class ApiError(Exception):
    """A refusal with the words the client will show. `errors` is {field: [message]}."""

    def __init__(self, message, *, status=400, errors=None):
        super().__init__(message)
        self.message = message
        self.status = status
        self.errors = errors or {}


def is_wire(request):
    return is_wire_path(request.path)


def is_wire_path(path):
    return path.startswith(WIRE_PREFIXES) and not path.startswith(DOCS)


def json_response(payload, status=200):
    """Answer with JSON. `payload` is anything orjson renders, or bytes that are JSON already."""
    content = payload if isinstance(payload, bytes) else orjson.dumps(payload, option=orjson.OPT_UTC_Z)
    return HttpResponse(content, status=status, content_type="application/json")


def no_content():
    """Answer that it is done where clients expect no body."""
    return HttpResponse(status=200)


def list_response(rows):
    return json_response({"object": "list", "data": rows, "continuationToken": None})


def by_method(**views):
    """Return one view for a path whose methods have guards of their own: `by_method(GET=…, PUT=…)`."""

    def dispatch(request, **kwargs):
        view = views.get(request.method)
        return view(request, **kwargs) if view else HttpResponseNotAllowed(views)

    dispatch.views = views
    dispatch.permission = frozenset(view.permission for view in views.values())
    return dispatch


def problem(message, *, status, errors=None):
    """Answer with the error body that clients show: the first of `errors`, else `message`."""
    return json_response(
        {
            "object": "error",
            "message": str(message),
            "validationErrors": errors or None,
            "exceptionMessage": None,
            "exceptionStackTrace": None,
            "innerExceptionMessage": None,
        },
        status=status,
    )


def json_body(request, schema):
    """Return the request's JSON body as the pydantic `schema`; raises ApiError naming the fields that do not fit."""
    body = request.body or b"{}"
    if b"u0000" in body and ZERO.search(body):
        raise ApiError(_("The request is not of the expected form."))
    try:
        return schema.model_validate_json(body)
    except ValidationError as invalid:
        raise ApiError(_("The request is not of the expected form."), errors=field_errors(invalid)) from None


def field_errors(invalid):
    """Return {field path: [message]}, without the refused value: it may be a secret."""
    errors = {}
    for error in invalid.errors(include_input=False, include_url=False):
        errors.setdefault(".".join(map(str, error["loc"])) or "body", []).append(fault_of(error))
    return errors


def fault_of(error):
    """Return one of pydantic's errors in the reader's language."""
    facts = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(facts["error"])
    return str(FAULTS.get(error["type"], OTHER_FAULT)) % facts


def form_errors(form):
    """Return the errors of a Django form as an ApiError takes them: {field: [message]}."""
    return {field: [str(message) for message in messages] for field, messages in form.errors.items()}


def page_not_found(request, exception):
    """Answer what no route knows: a page for people, JSON for clients."""
    if is_wire(request):
        return problem(_("Resource not found."), status=404)
    return defaults.page_not_found(request, exception)


def method_middleware(get_response):
    """Answer what an address does not do with a page for people; clients get the protocol's error."""

    def middleware(request):
        response = get_response(request)
        if is_wire(request) or not isinstance(response, HttpResponseNotAllowed):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def allow_origin(request, response):
    """Let the page that asked read the answer. Nothing here knows anybody by a cookie."""
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    response.headers["Access-Control-Allow-Credentials"] = "true"
    patch_vary_headers(response, ["Origin"])
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE, PATCH, HEAD"
        response.headers["Access-Control-Allow-Headers"] = request.headers.get("Access-Control-Request-Headers", "")
        response.headers["Access-Control-Max-Age"] = "3600"
    return response


class WireMiddleware:
    """Keep cookies and CSRF away from wire routes, and turn what goes wrong there into the protocol's errors."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_wire(request):
            return self.get_response(request)
        if request.headers.get("Origin") in FOREIGN_ORIGINS:
            return allow_origin(request, self.answer(request))
        return self.answer(request)

    def answer(self, request):
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        # Bitwarden's server takes an address with a slash behind it, and some clients write one.
        request.path_info = request.path_info.rstrip("/")
        request.COOKIES = {}
        # A bearer token is no ambient authority, so there is nothing to forge.
        request._dont_enforce_csrf_checks = True
        return self.as_wire(self.get_response(request))

    def as_wire(self, response):
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        if response.status_code in (301, 302):
            return problem(_("Unauthorized."), status=401)
        if response.status_code in (403, 404):
            return problem(_("Resource not found."), status=404)
        if isinstance(response, HttpResponseNotAllowed):
            answer = problem(_("This address does not take requests of this method."), status=405)
            answer.headers["Allow"] = response.headers["Allow"]
            return answer
        if response.status_code >= 400:
            return problem(_("The request could not be answered."), status=response.status_code)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, ApiError):
            return problem(exception.message, status=exception.status, errors=exception.errors)
        if is_wire(request) and isinstance(exception, Http404 | PermissionDenied):
            return problem(_("Resource not found."), status=404)
        return None
