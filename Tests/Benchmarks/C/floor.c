// The least that reading can cost: a package's parts taken out of it and inflated, and no more.
//
//   floor LIST [MATCH…]    a file of paths; parts whose name contains a word (all without one)
//
// libzip's raw read, libdeflate's inflation into one reused buffer, and the CRC. Answers each line
// on standard input with the nanoseconds of one run over all files, as the other readers do.

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>

static char *raw, *parts;
static size_t raw_room, parts_room;
static struct libdeflate_decompressor *inflater;

static void die(const char *what, const char *file) {
  fprintf(stderr, "floor: %s: %s\n", file, what);
  exit(1);
}

static char *room(char **buffer, size_t *size, size_t wanted) {
  if (wanted > *size) {
    free(*buffer);
    *buffer = malloc(*size = wanted);
    if (!*buffer) die("memory", "-");
  }
  return *buffer;
}

static int is_wanted(const char *name, char **words, int count) {
  if (count == 0) return 1;
  for (int i = 0; i < count; i++) {
    if (strstr(name, words[i])) return 1;
  }
  return 0;
}

// Inflates the wanted parts of a package; their size.
static size_t inflate_parts(const char *path, char **words, int count) {
  int error;
  zip_t *archive = zip_open(path, ZIP_RDONLY, &error);
  if (!archive) die("cannot be opened", path);
  zip_int64_t entries = zip_get_num_entries(archive, 0);
  size_t total = 0;
  for (zip_int64_t i = 0; i < entries; i++) {
    zip_stat_t status;
    if (zip_stat_index(archive, i, 0, &status) != 0) die("no status", path);
    if (!is_wanted(status.name, words, count)) continue;
    zip_file_t *file = zip_fopen_index(archive, i, ZIP_FL_COMPRESSED);
    if (!file) die("part cannot be opened", path);
    room(&raw, &raw_room, status.comp_size);
    if (zip_fread(file, raw, status.comp_size) != (zip_int64_t)status.comp_size) {
      die("part cannot be read", path);
    }
    zip_fclose(file);
    const char *content = raw;
    if (status.comp_method == ZIP_CM_DEFLATE) {
      room(&parts, &parts_room, status.size);
      if (libdeflate_deflate_decompress(
              inflater, raw, status.comp_size, parts, status.size, NULL)) {
        die("part is damaged", path);
      }
      content = parts;
    }
    if (libdeflate_crc32(0, content, status.size) != status.crc) die("wrong CRC", path);
    total += status.size;
  }
  zip_discard(archive);
  return total;
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc < 2) return 64;
  FILE *list = fopen(argv[1], "r");
  if (!list) die("cannot be opened", argv[1]);
  char **paths = NULL, line[4096];
  size_t files = 0;
  while (fgets(line, sizeof line, list)) {
    line[strcspn(line, "\n")] = 0;
    paths = realloc(paths, (files + 1) * sizeof *paths);
    paths[files++] = strdup(line);
  }
  fclose(list);
  inflater = libdeflate_alloc_decompressor();
  size_t total = 0;
  for (size_t i = 0; i < files; i++) total += inflate_parts(paths[i], argv + 2, argc - 2);
  printf("{\"files\": %zu, \"inflatedBytes\": %zu}\n", files, total);
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    long long start = now();
    for (size_t i = 0; i < files; i++) inflate_parts(paths[i], argv + 2, argc - 2);
    printf("%lld\n", now() - start);
    fflush(stdout);
  }
}
