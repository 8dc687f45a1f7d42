"""What a SCIM client is told went wrong (RFC 7644 section 3.12). It is read by administrators, in English."""


class ScimProblem(Exception):
    def __init__(self, status, detail, kind=None):
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind


def invalid(detail):
    return ScimProblem(400, detail, "invalidValue")


def absent(detail="There is no such resource."):
    return ScimProblem(404, detail)


def taken(detail):
    return ScimProblem(409, detail, "uniqueness")
