// Memory that nobody may touch: told to the address sanitizer where there is one.
#pragma once

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define PYINSTR_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PYINSTR_POISONS 1
#endif
#endif

#ifdef PYINSTR_POISONS
#include <sanitizer/asan_interface.h>
static void poison(const void *begin, size_t size) { __asan_poison_memory_region(begin, size); }
static void unpoison(const void *begin, size_t size) { __asan_unpoison_memory_region(begin, size); }
#else
static inline void poison(const void *begin, size_t size) { (void)begin, (void)size; }
static inline void unpoison(const void *begin, size_t size) { (void)begin, (void)size; }
#endif
