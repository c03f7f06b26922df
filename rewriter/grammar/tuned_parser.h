/// The parser's library, with what it does for everybody done for this grammar and one thread at a
/// time (docs/decisions/0006-where-the-rewriters-time-goes.md).
#pragma once

#include <tree_sitter/api.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser of Python, owned by the caller; to be used in place of ts_parser_new. Its text must be
/// UTF-8, and no ranges and no logger may be set. It, its trees and their cursors live and die on
/// one thread.
TSParser *pyinstr_parser_new(void);

#ifdef __cplusplus
}
#endif
