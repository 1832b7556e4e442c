/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/guidang.h"

int main(int argc, char **argv)
{
  return gd_guidang_main(argc, argv);
}
