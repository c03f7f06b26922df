"""CPython's own regression tests give the same from an instrumented library.

The tests are instrumented, too. The modules stand in peers/cpython_modules.txt, the tests that are
expected to end otherwise in peers/cpython_differences.txt, each with its reason. With `--update`
that list is written anew; what is new in it needs a reason before the test passes.
"""

import subprocess

import pytest

from peers import cpython, expected, installation, outcomes

LEAST_MODULES = 70
SINCE = (3, 12)


def has_tests(python) -> bool:
    command = [python.path, "-I", "-c", "import test.libregrtest.main, test.test_grammar"]
    return subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def installed(python, pyinstr, build_dir):
    """The original installation and the instrumented one, kept in build/peers."""
    folder = build_dir.parent / "peers" / python.name
    first = installation.original(python, folder / "original")
    return first, installation.instrumented(python, first, folder / "copy", pyinstr)


def leave_out_if_hopeless(python):
    if python.version < SINCE:
        pytest.skip("compared on 3.12 and later")
    if not has_tests(python):
        pytest.skip(f"{python.path} has no package `test` (Debian: libpython3-testsuite)")


@pytest.mark.slow
def test_regression_tests(python, request, told):
    leave_out_if_hopeless(python)
    version = "{}.{}".format(*python.version)
    names = cpython.modules(version)
    assert len(names) >= LEAST_MODULES
    original, copy = request.getfixturevalue("installed")
    reports = [cpython.run(one, names) for one in (original, copy)]
    before, after = (outcomes.read(report) for report, _ in reports)
    found = cpython.without_contagion(copy, outcomes.differing(before, after))
    told(f"{python.name}: {len(names)} modules, {len(before)} tests, {len(found)} differ")
    if request.config.getoption("--update"):
        expected.update(cpython.DIFFERENCES, version, found)
    wrong = expected.check(cpython.DIFFERENCES, version, found)
    assert not wrong, "\n".join(wrong) + "\n" + reports[1][1][-2000:]


def test_every_difference_has_its_reason():
    text = cpython.DIFFERENCES.read_text()
    listed = expected.parse(text)
    assert expected.write(expected.head_of(text), listed) == text, "not as --update writes it"
    assert not [one.test for one in listed if one.reason in ("", expected.UNEXPLAINED)]
