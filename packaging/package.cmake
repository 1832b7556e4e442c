# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed where, and the Debian package that CPack makes of it:
#   make install [PREFIX=/usr/local] [DESTDIR=…]    make deb

include(GNUInstallDirs)
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

install(TARGETS guidang DESTINATION ${CMAKE_INSTALL_BINDIR})
# The program looks for these in ../share/guidang from where it stands.
install(DIRECTORY models/forms models/fields models/tessdata
  DESTINATION ${CMAKE_INSTALL_DATADIR}/guidang)
install(FILES ${guidang_mo} DESTINATION ${CMAKE_INSTALL_LOCALEDIR}/zh_CN/LC_MESSAGES)
install(FILES completions/guidang.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME guidang)
file(GLOB documents CONFIGURE_DEPENDS README*.md docs/*.md)
install(FILES ${documents} packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# gd_install_compressed(FROM NAME FOLDER): gzip without name and time, so that a
# build can be repeated byte by byte.
find_program(GZIP gzip REQUIRED)
function(gd_install_compressed from name folder)
  set(to ${CMAKE_BINARY_DIR}/packaging/${name}.gz)
  add_custom_command(OUTPUT ${to} DEPENDS ${from} VERBATIM
    COMMAND sh -c "'${GZIP}' -9nc '${from}' >'${to}'")
  add_custom_target(compressed-${name} ALL DEPENDS ${to})
  install(FILES ${to} DESTINATION ${folder})
endfunction()

set(GUIDANG_MAINTAINER "guidang maintainers <maintainers@guidang.invalid>" CACHE STRING
  "who answers for the Debian package: Name <address>")
configure_file(packaging/changelog.in ${CMAKE_BINARY_DIR}/packaging/changelog @ONLY)
gd_install_compressed(${CMAKE_SOURCE_DIR}/docs/guidang.1 guidang.1 ${CMAKE_INSTALL_MANDIR}/man1)
gd_install_compressed(${CMAKE_BINARY_DIR}/packaging/changelog changelog.Debian
  ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME guidang)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${GUIDANG_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
# Libraries are found by dpkg-shlibdeps, but for those loaded when needed. Besides: character maps of CJK fonts that a
# PDF does not embed, a face to draw them with, and models to read prose in pictures.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libpoppler-glib8, libtesseract5, libxlsxwriter4, poppler-data, fonts-droid-fallback, tesseract-ocr-chi-sim, tesseract-ocr-osd")
# CPack indents the lines behind the first.
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "turn Chinese official reports into checked tables
guidang (归档) reads the annual reports on open government that Chinese agencies
publish (政府信息公开工作年度报告), as PDF, plain text,
Markdown or HTML, and writes CSV. It knows the rows and columns of these forms:
it rebuilds tables that arrive broken, checks the sums, and marks every number
that it is not certain of for a person to look at.")
include(CPack)
