/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/fuzz.h"
#include "fuzz/fuzz_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_page(data, size, GD_KIND_MARKDOWN);
  return 0;
}
