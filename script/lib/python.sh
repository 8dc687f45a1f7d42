# Sourced by the commands in script/: sets PYTHON to an interpreter of at least 3.11.

PYTHON=
for candidate in "${PORTAL_PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        PYTHON=$candidate
        break
    fi
done

if [ -z "$PYTHON" ]; then
    echo "script/${0##*/}: Python 3.11 or newer is missing. Install it, or set PORTAL_PYTHON to its path." >&2
    exit 1
fi
