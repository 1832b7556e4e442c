/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzz target over files without libFuzzer: replay FOLDER. Fails if there are none.
 */
#include "fuzz/fuzz.h"

#include <glib.h>
#include <stdio.h>

int main(int argc, char **argv)
{
  g_autoptr(GDir) dir = argc == 2 ? g_dir_open(argv[1], 0, NULL) : NULL;
  guint files = 0;
  if (dir == NULL) {
    fprintf(stderr, "replay FOLDER\n");
    return 64;
  }
  for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
    g_autofree char *path = g_build_filename(argv[1], name, NULL);
    g_autofree char *content = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &content, &size, NULL))
      continue;
    printf("%s\n", name);
    fflush(stdout); /* so that the file that ends the program is the last one named */
    LLVMFuzzerTestOneInput((const uint8_t *)content, size);
    files++;
  }
  printf("%u files\n", files);
  return files > 0 ? 0 : 1;
}
