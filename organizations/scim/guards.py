"""The door for directories: a bearer key of the organization that the path names."""

from dataclasses import dataclass
from functools import wraps

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from accounts import limits
from accounts.guards import public_view
from organizations import machines
from organizations.models import Organization
from organizations.scim.problems import ScimProblem
from organizations.scim.schemas import ERROR
from organizations.services import keys
from organizations.services.groups import GroupRefused
from organizations.services.refusals import AlreadyMember, MembershipRefused, SeatsExhausted
from provider_portal.api import ApiError

PREFIX = "scim/v2"
LONGEST_BODY = 5_000_000
WAIT_SECONDS = 60


@dataclass(frozen=True)
class Scope:
    """The organization a request is about, and as whom it writes."""

    organization: Organization

    @property
    def base(self):
        return base_address(self.organization)

    @property
    def actor(self):
        return machines.directory(self.organization)


def base_address(organization):
    """Return the address that a directory is told."""
    return f"{settings.PORTAL_URL}/{PREFIX}/{organization.pk}"


def scim_view(view):
    """Hand the view the `Scope` its path and key name; every refusal is answered as SCIM does."""

    # A key in a header is no ambient authority, so there is nothing to forge; cookies are not looked at.
    @csrf_exempt
    @public_view
    @wraps(view)
    def guarded(request, organization_id, **kwargs):
        try:
            return view(request, Scope(organization_of(request, organization_id)), **kwargs)
        except ScimProblem as problem:
            return problem_response(problem)
        except ApiError as refusal:
            return problem_response(ScimProblem(refusal.status, refusal.message))
        except AlreadyMember as refusal:
            return problem_response(ScimProblem(409, str(refusal), "uniqueness"))
        except (SeatsExhausted, GroupRefused) as refusal:
            return problem_response(ScimProblem(400, str(refusal)))
        except MembershipRefused as refusal:
            return problem_response(ScimProblem(403, str(refusal)))

    return guarded


def organization_of(request, organization_id):
    """Return the organization whose key the request brings; which of several reasons shut it out is not told."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    organization = Organization.objects.select_related("provider").filter(pk=organization_id).first()
    fits = keys.fits(organization, keys.SCIM, key.strip()) and scheme.lower() == "bearer"
    if not (fits and organization.enabled and organization.features.scim):
        limits.attempt_by_key(request)
        raise ScimProblem(401, "The key is missing, or it is not the one of this organization.")
    limits.spend(organization.pk)
    return organization


def scim_response(payload, status=200, location=None):
    content = b"" if payload is None else orjson.dumps(payload, option=orjson.OPT_UTC_Z)
    response = HttpResponse(content, status=status, content_type="application/scim+json")
    if location:
        response.headers["Location"] = response.headers["Content-Location"] = location
    return response


def problem_response(problem):
    body = {"schemas": [ERROR], "status": str(problem.status), "detail": problem.detail}
    if problem.kind:
        body["scimType"] = problem.kind
    response = scim_response(body, problem.status)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="SCIM"'
    if problem.status == 429:
        response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def body_of(request):
    """Return the JSON object of the request; raises ScimProblem."""
    if len(request.body) > LONGEST_BODY:
        raise ScimProblem(413, "The request is too large.")
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise ScimProblem(400, "The request is no JSON object.", "invalidSyntax")
    return body
