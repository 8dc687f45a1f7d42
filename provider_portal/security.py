from django.http import Http404

WORKER_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


def add_worker_policy(headers, path, url):
    """Give worker scripts a policy of their own: without one they run under none at all.

    Its `default-src 'none'` means that the code which holds the keys cannot open a connection.
    """
    if path.endswith(".js") and (".shared." in path or ".worker." in path):
        headers["Content-Security-Policy"] = WORKER_POLICY


def headers_middleware(get_response):
    """Add the headers that no view decides about."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Never `no-store`: it ends the vault agent's life between two pages, and pages carry ciphertext only.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def address_middleware(get_response):
    """Find nothing at an address with a NUL, which no text of ours holds and Postgres takes for an error."""

    def middleware(request):
        if "\0" in request.path or "%00" in request.META["QUERY_STRING"]:
            raise Http404
        return get_response(request)

    return middleware


def head_middleware(get_response):
    """Answer HEAD by headers alone: the web server sends on whatever it is given, and in HTTP/2 that breaks the answer."""

    def middleware(request):
        response = get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = []
            else:
                response.content = b""
        return response

    return middleware
