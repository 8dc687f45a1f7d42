"""Start and stop child processes so that none outlives the process that started it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec no library may be opened.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signum=signal.SIGTERM):
    """Return a `preexec_fn` that has the kernel send `signum` when the starting process dies.

    Python calls it after it dropped privileges, which would otherwise clear the setting.
    """
    parent = os.getpid()

    def before_exec():
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return before_exec


def run(arguments, **options):
    """Run `arguments` to the end and return the exit code; the child never outlives us."""
    child = subprocess.Popen(arguments, preexec_fn=die_with_parent(), **options)
    try:
        return child.wait()
    except BaseException:
        stop(child, grace=10)
        raise


def start(arguments, *, on_parent_death=signal.SIGTERM, **options):
    """Start `arguments` as the leader of its own process group.

    The terminal's Ctrl-C then reaches only the process that decides the order of stopping.
    """
    return subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(on_parent_death),
        **options,
    )


def stop(child, *, signum=signal.SIGTERM, grace=30):
    """Ask `child` to stop, and see that it does."""
    if child.poll() is None:
        child.send_signal(signum)
    end(child, grace=grace)


def end(child, *, grace):
    """Wait for `child`, asked to stop; after `grace` seconds end it. End what is left of its group."""
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    # Where the child has no group of its own, there is none of this number.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def start_detached(arguments, **options):
    """Start `arguments` so that they outlive us; they report on pipes."""
    return subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    )
