// In place of the parser's atomic.h: a node is counted on one thread only, so that no processor has
// to be asked whether another one counts, too.
#pragma once
#define TREE_SITTER_ATOMIC_H_

#include <stddef.h>
#include <stdint.h>

static inline size_t atomic_load(const volatile size_t *count) { return *count; }

static inline uint32_t atomic_inc(volatile uint32_t *count) { return ++*(uint32_t *)count; }

static inline uint32_t atomic_dec(volatile uint32_t *count) { return --*(uint32_t *)count; }
