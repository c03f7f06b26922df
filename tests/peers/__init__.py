"""Other people's programs and tests, run from instrumented copies and from the originals."""
