"""The wire in OpenAPI 3.1, read from the routes and from the schemas that their views read bodies by."""

import inspect
import re

from django.urls import URLResolver, get_resolver
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from provider_portal.api import is_wire_path

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
FORMATS = {"uuid": {"type": "string", "format": "uuid"}, "int": {"type": "integer"}}
REFERENCE = "#/components/schemas/{model}"
# What a view without a restriction of its own is asked by.
ANY = ("GET",)
WITH_BODY = {"POST", "PUT", "PATCH", "DELETE"}
ERROR = {
    "type": "object",
    "properties": {
        "object": {"const": "error"},
        "message": {"type": "string"},
        "validationErrors": {"type": ["object", "null"], "additionalProperties": {"type": "array"}},
    },
}


def document(public):
    """Return the OpenAPI document; `public` is the permission of what needs no token."""
    operations = list(wire_operations())
    models = {schema for operation in operations for schema in operation["schemas"]}
    ordered = sorted(models, key=lambda model: (model.__name__, model.__module__))
    names, definitions = models_json_schema([(model, "validation") for model in ordered], ref_template=REFERENCE)
    paths = {}
    for operation in operations:
        paths.setdefault(operation["path"], {})[operation["method"].lower()] = described(operation, names, public)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Provider Portal", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": definitions.get("$defs", {}) | {"Error": ERROR},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def described(operation, names, public):
    """Return one operation in OpenAPI's words."""
    result = {
        "operationId": f"{operation['name']}:{operation['method'].lower()}",
        "summary": operation["summary"],
        "tags": [operation["tag"]],
        "parameters": operation["parameters"],
        "responses": {
            "200": {"description": "Done."},
            "400": {
                "description": "Refused, in words for the person.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            },
            "404": {"description": "Not there, or not yours."},
        },
        "x-permission": operation["permission"],
    }
    if operation["permission"] != public:
        result["security"] = [{"token": []}]
    if operation["schemas"]:
        bodies = [names[(model, "validation")] for model in operation["schemas"]]
        schema = bodies[0] if len(bodies) == 1 else {"anyOf": bodies}
        result["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return result


def wire_operations():
    """Yield what is known of each method of each wire route."""
    for name, path, view in wire_routes(get_resolver()):
        for method, handler in handlers(view):
            function = inspect.unwrap(handler)
            yield {
                "name": name,
                "path": PARAMETER.sub(r"{\2}", path),
                "method": method,
                "tag": path.split("/")[2],
                "summary": summary_of(function),
                "parameters": [parameter(*found) for found in PARAMETER.findall(path)],
                "permission": str(handler.permission),
                "schemas": schemas_of(function) if method in WITH_BODY else [],
            }


def wire_routes(resolver, prefix="/", namespace=""):
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from wire_routes(entry, path, f"{entry.namespace}:" if entry.namespace else namespace)
        elif is_wire_path(path):
            yield f"{namespace}{entry.name}", path, entry.callback


def handlers(view):
    """Return (method, view) of each method a route answers to."""
    if hasattr(view, "views"):
        return list(view.views.items())
    return [(method, view) for method in allowed(view)]


def allowed(view):
    """Return the methods that Django's decorators around the view allow."""
    while view is not None:
        if "request_method_list" in view.__code__.co_freevars:
            place = view.__code__.co_freevars.index("request_method_list")
            return [method for method in view.__closure__[place].cell_contents if method != "HEAD"]
        view = getattr(view, "__wrapped__", None)
    return ANY


def schemas_of(function, depth=2):
    """Return the schemas that a view names, itself or by the helpers it calls."""
    if not inspect.isfunction(function):
        return []
    named = [function.__globals__.get(name) for name in function.__code__.co_names]
    named += [*(function.__defaults__ or ()), *(cell.cell_contents for cell in function.__closure__ or ())]
    found = [value for value in named if is_schema(value)]
    if not found and depth:
        helpers = [value for value in named if inspect.isfunction(value)]
        found = [schema for helper in helpers for schema in schemas_of(inspect.unwrap(helper), depth - 1)]
    return list(dict.fromkeys(found))


def is_schema(value):
    return inspect.isclass(value) and issubclass(value, BaseModel)


def summary_of(function):
    """Return the first sentence of the docstring, else the name as words."""
    text = inspect.getdoc(function)
    return text.partition("\n")[0] if text else function.__name__.replace("_", " ").capitalize() + "."


def parameter(kind, name):
    return {"name": name, "in": "path", "required": True, "schema": FORMATS.get(kind, {"type": "string"})}
