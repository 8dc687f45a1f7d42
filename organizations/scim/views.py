"""The routes of SCIM."""

from django.http import HttpResponse
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt

from accounts.guards import public_view
from organizations.scim.filters import read_filter
from organizations.scim.guards import body_of, problem_response, scim_response, scim_view
from organizations.scim.kinds import Groups, Users, narrowed, number, row_or_problem
from organizations.scim.patch import patched
from organizations.scim.problems import ScimProblem, absent
from organizations.scim.schemas import LIST, LONGEST_LIST, TYPES, provider_config

ROWS = 100
# What a projection never takes away (RFC 7643 section 7: returned "always").
ALWAYS = {"schemas", "id"}


def methods(**views):
    """Return one view of several methods, which answers others as SCIM does."""

    @csrf_exempt
    @public_view
    def dispatch(request, **kwargs):
        if request.method in views:
            return views[request.method](request, **kwargs)
        response = problem_response(ScimProblem(405, f"{request.method} is not possible here."))
        response.headers["Allow"] = ", ".join(views)
        return response

    return dispatch


def names_of(text):
    """Return the attributes that a projection names, without their schema and parts."""
    names = text if isinstance(text, list) else (text or "").split(",")
    return {str(name).strip().rpartition(":")[2].partition(".")[0].lower() for name in names if str(name).strip()}


class Projection:
    """Which attributes the client asked for (RFC 7644 section 3.9)."""

    def __init__(self, query):
        self.only, self.without = names_of(query.get("attributes")), names_of(query.get("excludedAttributes"))

    def __call__(self, name):
        return name in ALWAYS or (name.lower() in self.only if self.only else name.lower() not in self.without)

    def of(self, document):
        return {name: value for name, value in document.items() if self(name)}


def found(kind, scope, query):
    """Answer a search: `query` has the filter, where to start and how many to give."""
    wanted = Projection(query)
    start, count = number(query.get("startIndex"), 1, 1), number(query.get("count"), ROWS, 0)
    count, rows = min(count, LONGEST_LIST), kind.rows(scope)
    text = query.get("filter") or ""
    if text:
        asked = read_filter(text, kind.resource_type)
        attributes = kind.resource_type.attributes
        candidates = kind.documents(scope, narrowed(kind, rows, asked), lambda name: True)
        matching = [document for document in candidates if asked.matches(document, attributes)]
        total, page = len(matching), matching[start - 1 : start - 1 + count]
    else:
        total = rows.count()
        page = kind.documents(scope, rows[start - 1 : start - 1 + count], wanted) if count else []
    return scim_response(listing([wanted.of(document) for document in page], total, start))


def listing(resources, total, start=1):
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }


def answer(kind, scope, row, wanted, status=200):
    """Answer with the resource as it is in the database now."""
    document = kind.documents(scope, kind.rows(scope).filter(pk=row.pk), wanted)[0]
    location = document["meta"]["location"]
    return scim_response(wanted.of(document), status, location if status == 201 else None)


def resources(kind):
    """Return the views of a kind: of all, of one, and of a search that is posted."""

    @scim_view
    def search(request, scope):
        return found(kind, scope, request.GET)

    @scim_view
    def posted_search(request, scope):
        return found(kind, scope, body_of(request))

    @scim_view
    def create(request, scope):
        row = kind.create(scope, body_of(request))
        return answer(kind, scope, row, Projection(request.GET), 201)

    @scim_view
    def get(request, scope, pk):
        return answer(kind, scope, row_or_problem(kind, scope, pk), Projection(request.GET))

    @scim_view
    def replace(request, scope, pk):
        row = row_or_problem(kind, scope, pk)
        kind.replace(scope, row, body_of(request))
        return answer(kind, scope, row, Projection(request.GET))

    @scim_view
    def patch(request, scope, pk):
        row = row_or_problem(kind, scope, pk)
        operations = {key.lower(): value for key, value in body_of(request).items()}.get("operations")
        before = kind.documents(scope, kind.rows(scope).filter(pk=row.pk), lambda name: True)[0]
        after = patched(before, operations, kind.resource_type)
        # What was taken away is gone; a PUT leaves what it does not name.
        cleared = {name: None if name != "members" else [] for name in before if name not in after}
        kind.replace(scope, row, {**cleared, **after})
        return answer(kind, scope, row, Projection(request.GET))

    @scim_view
    def delete(request, scope, pk):
        kind.delete(scope, row_or_problem(kind, scope, pk))
        return HttpResponse(status=204)

    return (
        methods(GET=search, POST=create),
        methods(POST=posted_search),
        methods(GET=get, PUT=replace, PATCH=patch, DELETE=delete),
    )


user_list, user_search, user = resources(Users)
group_list, group_search, group = resources(Groups)


@scim_view
def service_provider_config(request, scope):
    return scim_response(provider_config(scope.base))


@scim_view
def resource_types(request, scope):
    documents = [kind.document(scope.base) for kind in TYPES]
    return scim_response(listing(documents, len(documents)))


@scim_view
def resource_type(request, scope, name):
    return one_of({kind.name: kind.document(scope.base) for kind in TYPES}, name)


@scim_view
def schemas(request, scope):
    documents = [kind.schema_document(scope.base) for kind in TYPES]
    return scim_response(listing(documents, len(documents)))


@scim_view
def schema(request, scope, name):
    return one_of({kind.schema: kind.schema_document(scope.base) for kind in TYPES}, name)


def one_of(documents, name):
    if name not in documents:
        raise absent()
    return scim_response(documents[name])


@scim_view
def nothing(request, scope):
    raise absent("There is nothing at this address.")


@csrf_exempt
@public_view
def elsewhere(request, organization_id, rest):
    """Answer what no other route knows as SCIM does; an address is the same with a slash at its end."""
    if rest.endswith("/") and rest.strip("/"):
        found = resolve(request.path_info.rstrip("/"))
        return found.func(request, *found.args, **found.kwargs)
    return nothing(request, organization_id=organization_id)
