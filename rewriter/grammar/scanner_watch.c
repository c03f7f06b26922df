// Stands between the parser and the grammar's scanner: neither tells that a text is not understood
// before it is read to its end.
#include "scanner_watch.h"

#define tree_sitter_python_external_scanner_scan grammar_scan
#include "scanner.c"
#undef tree_sitter_python_external_scanner_scan

static _Thread_local unsigned long lost;

unsigned long pyinstr_scanner_lost(void) { return lost; }

bool tree_sitter_python_external_scanner_scan(void *scanner, TSLexer *lexer, const bool *wanted) {
  // No state of the parser asks for both, but the one after an error.
  if (wanted[INDENT] && wanted[STRING_CONTENT]) ++lost;
  return grammar_scan(scanner, lexer, wanted);
}
