#include "parser_memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poison.h"

// A block has its size in front of it, and its first byte at a multiple of 16, as malloc's has.
enum { step = 16, largest_kept = 1024, chunk_size = 64 * 1024 };

typedef struct {
  size_t size;  // of header and body
} Header;

typedef struct Chunk {
  struct Chunk *next;
} Chunk;

typedef struct Freed {
  struct Freed *next;
} Freed;

typedef struct {
  Freed *freed[largest_kept / step + 1];  // by size
  char *at, *end;                         // what is left of the newest chunk
  Chunk *chunks;
  size_t blocks;
} Memory;

static _Thread_local Memory memory;

static Header *header_of(void *block) { return (Header *)block - 1; }

static size_t whole_size(size_t size) {
  return (size + sizeof(Header) + step - 1) / step * step;
}

static void *checked(void *block, size_t size) {
  if (block != NULL) return block;
  fprintf(stderr, "pyinstr: no memory for %zu bytes of a syntax tree\n", size);
  abort();
}

static void begin_chunk(void) {
  Chunk *chunk = checked(malloc(chunk_size), chunk_size);
  chunk->next = memory.chunks;
  memory.chunks = chunk;
  memory.at = (char *)chunk + step - sizeof(Header);
  memory.end = (char *)chunk + chunk_size;
  poison(memory.at, (size_t)(memory.end - memory.at));
}

static void *cut(size_t whole) {
  if ((size_t)(memory.end - memory.at) < whole) begin_chunk();
  Header *header = (Header *)memory.at;
  memory.at += whole;
  unpoison(header, sizeof(Header));
  header->size = whole;
  return header + 1;
}

static void *take(size_t whole) {
  Freed **freed = &memory.freed[whole / step];
  if (*freed == NULL) return cut(whole);
  Freed *block = *freed;
  unpoison(block, sizeof(Freed));
  *freed = block->next;
  return block;
}

static void *take_large(void *before, size_t size) {
  Header *header = checked(realloc(before, size + step), size);
  ((Header *)((char *)header + step) - 1)->size = SIZE_MAX;
  return (char *)header + step;
}

void *pyinstr_parser_malloc(size_t size) {
  const size_t whole = whole_size(size);
  ++memory.blocks;
  if (whole > largest_kept) return take_large(NULL, size);
  void *block = take(whole);
  unpoison(block, size);
  return block;
}

void *pyinstr_parser_calloc(size_t count, size_t size) {
  void *block = pyinstr_parser_malloc(count * size);
  return memset(block, 0, count * size);
}

static bool is_large(void *block) { return header_of(block)->size == SIZE_MAX; }

static void give_back_chunks(void) {
  while (memory.chunks != NULL) {
    Chunk *chunk = memory.chunks;
    memory.chunks = chunk->next;
    unpoison(chunk, chunk_size);
    free(chunk);
  }
  memset(&memory, 0, sizeof memory);
}

void pyinstr_parser_free(void *block) {
  if (block == NULL) return;
  if (is_large(block)) {
    free((char *)block - step);
  } else {
    const size_t whole = header_of(block)->size;
    Freed *freed = block;
    freed->next = memory.freed[whole / step];
    memory.freed[whole / step] = freed;
    poison(block, whole - sizeof(Header));
  }
  if (--memory.blocks == 0) give_back_chunks();
}

void *pyinstr_parser_realloc(void *block, size_t size) {
  if (block == NULL) return pyinstr_parser_malloc(size);
  if (is_large(block)) return take_large((char *)block - step, size);
  const size_t room = header_of(block)->size - sizeof(Header);
  if (size <= room) {
    unpoison(block, size);
    return block;
  }
  void *moved = pyinstr_parser_malloc(size);
  unpoison(block, room);
  memcpy(moved, block, room);
  pyinstr_parser_free(block);
  return moved;
}

size_t pyinstr_parser_blocks(void) { return memory.blocks; }
