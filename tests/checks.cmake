# Checks of the sources themselves. Formatting and clang-tidy need their tools and
# the compile commands of one build: GUIDANG_LINT (preset "check") asks for them.
option(GUIDANG_LINT "check formatting and run clang-tidy in CTest" OFF)

add_test(NAME include_direction
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/include_direction.sh ${CMAKE_SOURCE_DIR})
add_test(NAME include_direction_fails
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/include_direction_fails.sh
    ${CMAKE_CURRENT_SOURCE_DIR}/include_direction.sh)
# Option tables, --help, manual and completion name the same options.
add_test(NAME options_in_step COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/test_options_in_step.sh
  ${CMAKE_SOURCE_DIR} $<TARGET_FILE:guidang>)
add_test(NAME options_in_step_fails
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/test_options_in_step_fails.sh
    ${CMAKE_CURRENT_SOURCE_DIR}/test_options_in_step.sh ${CMAKE_SOURCE_DIR} $<TARGET_FILE:guidang>)
add_test(NAME install COMMAND ${CMAKE_SOURCE_DIR}/packaging/test_install.sh
  ${CMAKE_BINARY_DIR} ${CMAKE_SOURCE_DIR})
# Every message has a Chinese text.
add_test(NAME messages COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/test_messages.sh ${CMAKE_SOURCE_DIR})
set_tests_properties(messages PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME readmes COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/test_readmes.sh ${CMAKE_SOURCE_DIR}
  $<TARGET_FILE:guidang>)
# Every command of both READMEs, run as it stands there by what is installed.
find_program(PYTHON3 python3 REQUIRED)
set(outputs ${CMAKE_CURRENT_SOURCE_DIR}/outputs)
add_test(NAME newcomer COMMAND ${PYTHON3} -B ${outputs}/newcomer.py ${CMAKE_SOURCE_DIR}
  ${CMAKE_BINARY_DIR} ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/README.zh-CN.md)
set_tests_properties(newcomer PROPERTIES TIMEOUT 900)
# CSV files of conversions, strictly; and what LibreOffice makes of them and of workbooks.
foreach(name IN ITEMS conversions libreoffice)
  add_test(NAME ${name} COMMAND ${PYTHON3} -B ${outputs}/${name}.py $<TARGET_FILE:guidang>
    ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600
    ENVIRONMENT GUIDANG_DATA_DIR=${CMAKE_SOURCE_DIR}/models)
endforeach()
# The reader that other tests read CSV files with.
add_test(NAME rfc4180 COMMAND ${PYTHON3} -B ${outputs}/rfc4180.py --self-test)
add_test(NAME outputs_listed
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/test_outputs_listed.sh ${CMAKE_SOURCE_DIR})
# Pages in a browser; skipped unless `make browser` was run.
add_test(NAME browser COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/test_browser.sh
  ${CMAKE_SOURCE_DIR} $<TARGET_FILE:guidang>)
set_tests_properties(browser PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
if(GUIDANG_LINT)
  add_test(NAME format COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/format.sh ${CMAKE_SOURCE_DIR})
  add_test(NAME tidy
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tidy.sh ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
  set_tests_properties(tidy PROPERTIES PROCESSORS 2 TIMEOUT 1500 COST 1000)
endif()

# Under sanitizers: leaks are looked for, but not in libraries that are not ours.
if(GUIDANG_SANITIZE)
  get_property(all_tests DIRECTORY PROPERTY TESTS)
  set_tests_properties(${all_tests} PROPERTIES ENVIRONMENT_MODIFICATION
    "ASAN_OPTIONS=set:detect_leaks=1:allocator_may_return_null=1;UBSAN_OPTIONS=set:print_stacktrace=1;LSAN_OPTIONS=set:suppressions=${CMAKE_CURRENT_SOURCE_DIR}/leaks.supp:print_suppressions=0")
endif()
