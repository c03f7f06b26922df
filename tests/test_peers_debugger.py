"""CPython's own tests of bdb and pdb, run against our debugger.

Small stand-ins for `bdb` and `pdb` (peers/standins) hand what the tests ask for to our shell and
give back what it says, in pdb's words. The tests that do not pass stand in
peers/pdb_differences.txt, each with its reason; the head of the list counts those that do, and that
number may only grow. With `--update` the list is written anew.
"""

import subprocess

import pytest

from peers import debugger, expected

SINCE = (3, 12)


def leave_out_if_hopeless(python):
    if python.version < SINCE:
        pytest.skip("compared on 3.12 and later")
    command = [python.path, "-I", "-c", "import test.test_pdb, test.test_bdb"]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip(f"{python.path} has no package `test` (Debian: libpython3-testsuite)")


def test_pdb_and_bdb(python, build_dir, tmp_path, request, told):
    leave_out_if_hopeless(python)
    version = "{}.{}".format(*python.version)
    outcomes = debugger.run(python, build_dir, tmp_path)
    now = debugger.count(outcomes)
    told(f"{python.name}: {now.passed} of {now.all} of CPython's tests of pdb and bdb pass")
    if request.config.getoption("--update"):
        debugger.update(version, outcomes)
    wrong = expected.check(debugger.DIFFERENCES, version, debugger.failing(outcomes))
    assert not wrong, "\n".join(wrong)
    assert now == debugger.counts_in(debugger.DIFFERENCES.read_text())[version]


def test_every_difference_has_its_reason():
    text = debugger.DIFFERENCES.read_text()
    listed = expected.parse(text)
    assert expected.write(expected.head_of(text), listed) == text, "not as --update writes it"
    assert not [one.test for one in listed if one.reason in ("", expected.UNEXPLAINED)]
