"""The prompt under pytest, which takes what is written and the input away while tests run: both are
given back for as long as somebody is asked, as pytest does for pdb."""

import os
import sys

_lifted = []
"""What takes them away again, for each stop that is asked about; the innermost last."""

_told = None
"""What pytest was at when somebody was last asked."""


def _capture():
    """pytest's capture manager, if tests are being run."""
    debugging = sys.modules.get("_pytest.debugging")
    plugins = getattr(getattr(debugging, "pytestPDB", None), "_pluginmanager", None)
    return plugins and plugins.getplugin("capturemanager")


def lift():
    """Gives them back until `lay_again`. Whether pytest has written half a line since the last time."""
    global _told
    _lifted.append(None)
    capture = _capture()
    taken = capture is not None and capture._global_capturing is not None
    if not taken or not capture._global_capturing.is_started():
        return False
    disabled = capture.global_and_fixture_disabled()
    disabled.__enter__()
    _lifted[-1] = disabled
    capture.suspend_global_capture(in_=True)
    before, _told = _told, os.environ.get("PYTEST_CURRENT_TEST")
    return before != _told


def lay_again():
    """Where pytest was imported at the prompt, nothing was lifted."""
    disabled = _lifted.pop() if _lifted else None
    if disabled is not None:
        disabled.__exit__(None, None, None)
