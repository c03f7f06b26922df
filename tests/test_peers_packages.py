"""The test suites of other packages give the same from instrumented copies, tests included.

One interpreter is enough: the newest. What differs and may stands in peers/package_differences.txt.
With PYINSTR_PEERS=whole all tests of networkx are run, not only a choice.
"""

import os
import shutil

import pytest

from peers import expected, outcomes, packages

TABLE = packages.HERE / "package_differences.txt"


@pytest.fixture(scope="session")
def newest(request):
    return request.config.pyinstr_usual[-1]


@pytest.fixture(scope="session")
def folder(build_dir):
    return build_dir.parent / "peers" / "packages"


@pytest.fixture(scope="session")
def inside(newest, folder):
    """The python of a virtual environment with what the tests need."""
    return packages.venv(newest, packages.HERE / "requirements-packages.txt", folder / newest.name)


@pytest.fixture(scope="session")
def originals(inside, folder):
    return packages.sources(inside, folder)


@pytest.mark.slow
@pytest.mark.parametrize("package", packages.PACKAGES, ids=[one.name for one in packages.PACKAGES])
def test_package(package, newest, inside, originals, folder, pyinstr, request, tmp_path, told):
    original = originals[package.name]
    copy = folder / "copy" / original.name
    shutil.rmtree(copy, ignore_errors=True)
    pyinstr("build", "--quiet", original, copy)
    file, hooked = packages.imported_from(package, copy, inside).rsplit(" ", 1)
    assert file.startswith(str(copy)) and hooked == "True"

    whole = os.environ.get("PYINSTR_PEERS") == "whole"
    reports = [tmp_path / "original.xml", tmp_path / "copy.xml"]
    running = [
        packages.start_tests(package, tree, inside, report, whole)
        for tree, report in zip((original, copy), reports)
    ]
    printed = [process.communicate()[0] for process in running]
    before, after = map(outcomes.read, reports)
    found = {
        f"{package.name}:{test}": how for test, how in outcomes.differing(before, after).items()
    }
    told(f"{package.name}, {newest.name}: {len(before)} tests, {len(found)} differ")
    if request.config.getoption("--update"):
        expected.update(TABLE, package.name, found)
    wrong = expected.check(TABLE, package.name, found)
    assert before and not wrong, "\n".join(wrong) + "\n" + printed[1][-3000:]


def test_every_difference_has_its_reason():
    text = TABLE.read_text()
    listed = expected.parse(text)
    assert expected.write(expected.head_of(text), listed) == text, "not as --update writes it"
    assert not [one.test for one in listed if one.reason in ("", expected.UNEXPLAINED)]
