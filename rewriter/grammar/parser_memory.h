/// The parser's memory: include it before the parser's sources, which then take theirs from here.
///
/// Blocks come from chunks of the thread that asks, are kept by size when they are freed, and the
/// chunks go back to malloc as soon as the thread has no block any more. So a block must be freed on
/// the thread that it was taken on, as a parser, its tree and all cursors on it are here. The names
/// are ours alone: other copies of the parser in the process keep their allocator.
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// As malloc, calloc, realloc and free; without memory the process ends, as it does in the parser's own.
void *pyinstr_parser_malloc(size_t size);
void *pyinstr_parser_calloc(size_t count, size_t size);
void *pyinstr_parser_realloc(void *block, size_t size);
void pyinstr_parser_free(void *block);

/// The number of this thread's blocks that have not been freed.
size_t pyinstr_parser_blocks(void);

#ifdef __cplusplus
}
#endif

#define ts_malloc pyinstr_parser_malloc
#define ts_calloc pyinstr_parser_calloc
#define ts_realloc pyinstr_parser_realloc
#define ts_free pyinstr_parser_free
