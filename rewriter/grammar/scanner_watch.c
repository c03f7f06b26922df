// Stands between the parser and the grammar's scanner, which is compiled under another name
// (CMakeLists.txt): neither tells that a text is not understood before it is read to its end.
#include "scanner_watch.h"

#include "tree_sitter/parser.h"

// As in the grammar's scanner.c: no state of the parser asks for both but the one after an error.
enum { indent = 1, string_content = 4 };

bool pyinstr_grammar_scan(void *scanner, TSLexer *lexer, const bool *wanted);

static _Thread_local unsigned long lost;

unsigned long pyinstr_scanner_lost(void) { return lost; }

bool tree_sitter_python_external_scanner_scan(void *scanner, TSLexer *lexer, const bool *wanted) {
  if (wanted[indent] && wanted[string_content]) ++lost;
  return pyinstr_grammar_scan(scanner, lexer, wanted);
}
