# What our own targets, and only they, are compiled with: link pyinstr::flags PRIVATE.
# It stands here because the rewriter is the one part every other build includes.
add_library(pyinstr_flags INTERFACE)
add_library(pyinstr::flags ALIAS pyinstr_flags)
target_compile_options(pyinstr_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  $<$<BOOL:${PYINSTR_WERROR}>:-Werror>)
if(PYINSTR_SANITIZE)
  target_compile_options(pyinstr_flags INTERFACE
    -fsanitize=${PYINSTR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
    $<$<BOOL:${PYINSTR_SANITIZE_NOT}>:-fno-sanitize=${PYINSTR_SANITIZE_NOT}>)  # behind what it takes from
  target_link_options(pyinstr_flags INTERFACE -fsanitize=${PYINSTR_SANITIZE})
endif()
