// What the parser does in a state at a symbol. It searches a list for that, three times for each
// token; here the last answers are kept, of all threads together: an entry is one word, which is
// read and written whole, and whose place may be taken by another at any time.
#pragma once

#define ts_language_lookup search_lookup
#include "language.h"
#undef ts_language_lookup

enum { kept_lookups = 8192 };

static uint64_t kept[kept_lookups];  // a mark that it is one, state, symbol, answer: 16 bits each

static inline uint16_t ts_language_lookup(const TSLanguage *self, TSStateId state, TSSymbol symbol) {
  if (state < self->large_state_count) return search_lookup(self, state, symbol);
  const uint64_t question = UINT64_C(1) << 48 | (uint64_t)state << 32 | (uint64_t)symbol << 16;
  uint64_t *entry = &kept[(state * 97U + symbol) % kept_lookups];
  const uint64_t found = __atomic_load_n(entry, __ATOMIC_RELAXED);
  if ((found & ~UINT64_C(0xFFFF)) == question) return (uint16_t)found;
  const uint16_t answer = search_lookup(self, state, symbol);
  __atomic_store_n(entry, question | answer, __ATOMIC_RELAXED);
  return answer;
}
