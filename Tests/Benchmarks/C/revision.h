// Changes a part of a package as Sources/SpreadsheetWriting/Files/PackageRevision.swift does: inflates
// it, turns the formulas that are marked into shared ones, inserts a text, and deflates it again.

#pragma once

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct deflated {
  void *bytes;
  size_t count, offset, size;
  uint32_t checksum;
};

// Answers libzip with bytes that are deflated already.
static zip_int64_t answer(void *context, void *data, zip_uint64_t length, zip_source_cmd_t command) {
  struct deflated *part = context;
  zip_stat_t *status = data;
  switch (command) {
    case ZIP_SOURCE_OPEN: part->offset = 0; return 0;
    case ZIP_SOURCE_READ:
      if (length > part->count - part->offset) length = part->count - part->offset;
      memcpy(data, (char *)part->bytes + part->offset, length);
      part->offset += length;
      return (zip_int64_t)length;
    case ZIP_SOURCE_CLOSE: return 0;
    case ZIP_SOURCE_STAT:
      zip_stat_init(status);
      status->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
      status->size = part->size;
      status->comp_size = part->count;
      status->crc = part->checksum;
      status->comp_method = ZIP_CM_DEFLATE;
      return sizeof *status;
    case ZIP_SOURCE_ERROR: memset(data, 0, length); return (zip_int64_t)(2 * sizeof(int));
    case ZIP_SOURCE_FREE:
      free(part->bytes);
      free(part);
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                            ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    default: return -1;
  }
}

// Turns formulas that begin with a mark into shared ones of the same length.
static void unmark(char *content, size_t size) {
  char *at = content, *end = content + size;
  while ((at = memchr(at, 1, (size_t)(end - at)))) {
    at[-1] = at[0] = ' ';
    while (*at != 2 && *at != 3) at++;
    if (*at == 2) {
      *at = '>';
    } else {
      memcpy(at, "   />", 5);
    }
  }
}

static void revise(zip_t *package, const char *name, size_t offset, const char *text,
                   size_t length) {
  zip_stat_t status;
  if (zip_stat(package, name, 0, &status) != 0) abort();
  char *packed = malloc(status.comp_size), *content = malloc(status.size + length);
  zip_file_t *file = zip_fopen_index(package, status.index, ZIP_FL_COMPRESSED);
  if (zip_fread(file, packed, status.comp_size) != (zip_int64_t)status.comp_size) abort();
  zip_fclose(file);
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  if (libdeflate_deflate_decompress(inflater, packed, status.comp_size, content, status.size, NULL))
    abort();
  if (libdeflate_crc32(0, content, status.size) != status.crc) abort();
  libdeflate_free_decompressor(inflater);
  free(packed);
  unmark(content, status.size);
  if (offset > status.size) abort();
  memmove(content + offset + length, content + offset, status.size - offset);
  memcpy(content + offset, text, length);

  struct deflated *part = calloc(1, sizeof *part);
  part->size = status.size + length;
  // The level of our writer.
  struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(5);
  size_t room = libdeflate_deflate_compress_bound(deflater, part->size);
  part->bytes = malloc(room);
  part->count = libdeflate_deflate_compress(deflater, content, part->size, part->bytes, room);
  part->checksum = libdeflate_crc32(0, content, part->size);
  libdeflate_free_compressor(deflater);
  free(content);
  zip_source_t *source = zip_source_function(package, answer, part);
  if (!source || zip_file_replace(package, status.index, source, 0) != 0 ||
      zip_set_file_compression(package, status.index, ZIP_CM_DEFLATE, 0) != 0 ||
      zip_file_set_dostime(package, status.index, 0, 1 << 5 | 1, 0) != 0)
    abort();
}
