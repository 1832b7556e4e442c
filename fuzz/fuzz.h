/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz targets: one file fuzz_NAME.c for each reader of untrusted input, each with the one entry
 * point of libFuzzer. Built with it by the CMake preset "fuzz"; in other builds with replay.c, so
 * that CTest runs every file of tests/fuzz/NAME through the same code.
 *
 *     cmake --preset fuzz && cmake --build --preset fuzz
 *     build/fuzz/fuzz/fuzz_html -max_total_time=600 /tmp/html tests/fuzz/html
 *
 * What was found and is mended goes to tests/fuzz/NAME.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
