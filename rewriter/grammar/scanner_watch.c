// Stands between the parser and the grammar's scanner, which does not tell that a text is not
// understood before it is read to its end, and reads on where a string's line ends too soon.
#include "scanner_watch.h"

#include "parser_memory.h"

#define tree_sitter_python_external_scanner_scan grammar_scan
#include "scanner.c"
#undef tree_sitter_python_external_scanner_scan

static _Thread_local unsigned long lost;

unsigned long pyinstr_scanner_lost(void) { return lost; }

// A line end directly behind the quote, a field or an escape of a string on one line.
static bool is_broken(Scanner *scanner, const TSLexer *lexer) {
  return lexer->lookahead == '\n' && scanner->delimiters.size > 0 &&
         !is_triple(array_back(&scanner->delimiters));
}

// A token that cannot stand there.
static bool refuse(TSLexer *lexer) {
  advance(lexer);
  lexer->mark_end(lexer);
  lexer->result_symbol = INDENT;
  return true;
}

bool tree_sitter_python_external_scanner_scan(void *scanner, TSLexer *lexer, const bool *wanted) {
  if (wanted[STRING_CONTENT]) {
    // No state of the parser asks for both, but the one after an error.
    if (wanted[INDENT]) ++lost;
    else if (is_broken(scanner, lexer)) return refuse(lexer);
  }
  return grammar_scan(scanner, lexer, wanted);
}
