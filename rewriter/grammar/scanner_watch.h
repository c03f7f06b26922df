/// Tells how often the parser was lost: it then asks its scanner for every token at once.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// The number of such questions on this thread so far.
unsigned long pyinstr_scanner_lost(void);

#ifdef __cplusplus
}
#endif
