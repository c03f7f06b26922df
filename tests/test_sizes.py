"""Programs of extreme sizes and shapes: no crash, nothing lost, and a clear outcome.

Work must grow with the size and no faster. A test that looks at the clock fails for other reasons,
so steps are counted (rewriter_steps.cpp); tests/bench/sizes.py measures time.
"""

import os
import resource
import subprocess

import pytest

from support.large_files import SHAPES

SMALL_STACK = 256 * 1024

# CPython allows 100 indentations.
LEAST = {"nested functions": 90, "nested ifs on lines": 90}

# Shapes that are no Python: copied as they are, with a reason.
REFUSED = {
    "open brackets", "closed brackets", "unfinished strings", "an unfinished string",
    "an unfinished f-string", "an unfinished line", "words", "signs",
}


def small_stack():
    resource.setrlimit(resource.RLIMIT_STACK, (SMALL_STACK, SMALL_STACK))


def there_and_back(pyinstr, folder, text, **keywords):
    """The copy's bytes, and what the command said."""
    source, copy, back = folder / "big.py", folder / "copy.py", folder / "back.py"
    source.write_bytes(text)
    done = pyinstr("rewrite", source, copy, check=False, **keywords)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    pyinstr("strip", copy, back, **keywords)
    assert back.read_bytes() == text
    return copy.read_bytes(), done.stderr


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name, pyinstr, tmp_path):
    text = SHAPES[name](LEAST.get(name, 20_000)).encode()
    copy, said = there_and_back(pyinstr, tmp_path, text, preexec_fn=small_stack)
    if name in REFUSED:
        assert copy == text
        assert "big.py:" in said
    else:
        assert text.count(b"\n") <= copy.count(b"\n") <= text.count(b"\n") + 1


LEAST_BYTES = 16_000
MOST_GROWTH = 2.1  # when a text is doubled
MOST_DENSE = 6  # steps of a byte, beside those of ordinary code


@pytest.fixture(scope="module")
def steps(build_dir, tmp_path_factory):
    """By shape: bytes and steps of a text, and of one with twice as many pieces."""
    folder = tmp_path_factory.mktemp("steps")
    files = []
    for i, shape in enumerate(SHAPES.values()):
        n = 16
        while len(shape(n)) < LEAST_BYTES:
            n *= 2
        for times in (1, 2):
            files.append(folder / f"{i}_{times}.py")
            files[-1].write_bytes(shape(n * times).encode())
    counted = subprocess.run(
        [build_dir / "tests" / "rewriter_steps", *files], capture_output=True, text=True, check=True
    )
    rows = [(file.stat().st_size, int(row)) for file, row in zip(files, counted.stdout.split())]
    return {name: rows[2 * i : 2 * i + 2] for i, name in enumerate(SHAPES)}


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in LEAST])
def test_growth(name, steps):
    (_, small), (_, large) = steps[name]
    assert large <= MOST_GROWTH * small


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in LEAST])
def test_density(name, steps):
    size, count = steps[name][1]
    ordinary_size, ordinary_count = steps["ordinary code"][1]
    assert count / size <= MOST_DENSE * ordinary_count / ordinary_size


@pytest.mark.parametrize(
    "name, n",
    [("ordinary code", 20_000), ("lines", 100_000), ("a list", 100_000), ("a dictionary", 100_000),
     ("a string", 650_000), ("elifs", 100_000), ("decorators", 100_000)],
)
def test_large(name, n, pyinstr, tmp_path):
    copy, _ = there_and_back(pyinstr, tmp_path, SHAPES[name](n).encode())
    assert b"dbg()" in copy


JUNK = {
    "nothing but NUL": b"\0" * 1000,
    "an object file": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "compressed": b"\x1f\x8b\x08\x00" + os.urandom(4000),
    "control characters": b"\x01\x02\x03\x04\x05\x06" * 100,
    "UTF-16": "x = 1\n".encode("utf-16"),
    "Latin-1 without a cookie": "x = '\xe9'\n".encode("latin-1"),
    "Python 2": b"print 'hello'\n",
    "a template": b"from {{ cookiecutter.name }} import x\n{% if y %}\nz\n{% endif %}\n",
    "another template": b"{% for x in y %}\nx = {{ x }}\n{% endfor %}\n",
    "a page": b"<!DOCTYPE html>\n<html><body>no Python</body></html>\n",
}


@pytest.mark.parametrize("name", JUNK)
def test_junk(name, pyinstr, tmp_path):
    copy, said = there_and_back(pyinstr, tmp_path, JUNK[name])
    assert copy == JUNK[name]
    assert "big.py" in said
