#include "tuned_parser.h"

#include "parser_memory.h"
#include "plain_counts.h"

#include "kept_lookups.h"

#include "lib.c"

const TSLanguage *tree_sitter_python(void);

// The usual step over one character: the next is ASCII and there, and neither a line nor the text
// begins. For anything else there is the parser's own.
static void advance(TSLexer *lexer, bool skip) {
  Lexer *self = (Lexer *)lexer;
  const uint32_t next = self->current_position.bytes + self->lookahead_size - self->chunk_start;
  const bool usual = self->chunk != NULL && next < self->chunk_size &&
                     (unsigned char)self->chunk[next] < 0x80 && self->lookahead_size != 0 &&
                     lexer->lookahead != '\n' && self->current_position.bytes != 0;
  if (!usual) {
    ts_lexer__advance(lexer, skip);
    return;
  }
  if (self->column_data.valid) ++self->column_data.value;
  self->current_position.extent.column += self->lookahead_size;
  self->current_position.bytes += self->lookahead_size;
  self->lookahead_size = 1;
  lexer->lookahead = self->chunk[next];
  if (skip) self->token_start_position = self->current_position;
}

TSParser *pyinstr_parser_new(void) {
  TSParser *parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  parser->lexer.data.advance = advance;
  return parser;
}
