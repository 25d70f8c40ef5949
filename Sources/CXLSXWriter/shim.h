#pragma once

#include <errno.h>
#include <locale.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

// What follows are the few places where libxlsxwriter 1.1.4 cannot be called from Swift as it is,
// or where its public structs are the only way round a fault of its functions.

/// The system's function (memfd_create(2)), which its headers declare to GNU sources only.
extern int memfd_create(const char *name, unsigned int flags);

/// Opens a file in memory that has no name on any disk; -1 with errno set on failure.
static inline int xlsx_memory_file(void) {
  return memfd_create("workbook", 1 /* MFD_CLOEXEC */);
}

/// Makes the C locale, for uselocale(3); Swift does not see the macro.
static inline locale_t xlsx_neutral_locale(void) {
  return newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

/// Makes the worksheet's name quoted wherever the library writes it into a formula. The library
/// leaves names such as `2023` or `A1` bare, which are no sheet names in a formula.
static inline int xlsx_quote_name(lxw_worksheet *sheet, const char *quoted) {
  char *copy = strdup(quoted);
  if (!copy) return 0;
  free(sheet->quoted_name);
  sheet->quoted_name = copy;
  return 1;
}

/// Sets the distances of page header and footer from the paper's edges, in inches; the functions
/// for it ask for a header text and refuse zero.
static inline void xlsx_set_header_margins(lxw_worksheet *sheet, double header, double footer) {
  sheet->margin_header = header;
  sheet->margin_footer = footer;
}

/// Merges a range and leaves its cells alone. worksheet_merge_range would make every cell of the
/// range anew in one format, even a million of them.
static inline lxw_error xlsx_merge(
    lxw_worksheet *sheet, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row,
    lxw_col_t last_column) {
  lxw_merged_range *range = calloc(1, sizeof(lxw_merged_range));
  if (!range) return LXW_ERROR_MEMORY_MALLOC_FAILED;
  range->first_row = first_row;
  range->first_col = first_column;
  range->last_row = last_row;
  range->last_col = last_column;
  STAILQ_INSERT_TAIL(sheet->merged_ranges, range, list_pointers);
  sheet->merged_range_count++;
  return LXW_NO_ERROR;
}

/// Writes a number as the library does, into room for 32 characters.
static inline void xlsx_write_number(char *text, double number) {
  snprintf(text, 32, "%.16G", number);
}

/// Adds a validation to a range. `is_list` marks a validation that was prepared as a custom formula
/// and is a list: asked for a list by formula, the library leaks the formula.
static inline lxw_error xlsx_add_validation(
    lxw_worksheet *sheet, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row,
    lxw_col_t last_column, lxw_data_validation *validation, int is_list) {
  unsigned count = sheet->num_validations;
  lxw_error error = worksheet_data_validation_range(
      sheet, first_row, first_column, last_row, last_column, validation);
  if (error) return error;
  // The library counts in eight bits, and writes no validation at all where the count is zero.
  if (count == 255) sheet->num_validations = 255;
  if (is_list) {
    char *link = (char *)sheet->data_validations->stqh_last;
    lxw_data_val_obj *added =
        (lxw_data_val_obj *)(link - offsetof(lxw_data_val_obj, list_pointers.stqe_next));
    added->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  }
  return error;
}
