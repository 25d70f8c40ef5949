// Records every call to libxlsxwriter that a program makes, for replay.c.
//
//   CALLS=file LD_PRELOAD=record.so program …
//
// What the program then changes in the package through libzip and libdeflate is noted as the text that
// it has put into a part. What the program does to the library's public structs (see Sources/CXLSXWriter/shim.h) is taken
// from them when the workbook is closed. A call that is not known here is missed; that the replayed
// files hold the same cells is checked in Measuring/generating.py.

#include <dlfcn.h>
#include <libdeflate.h>
#include <stdarg.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "calls.h"

enum { MOST = 4096 };
static FILE *record;
static lxw_format *formats[MOST];
static lxw_worksheet *sheets[MOST];
static int format_count, sheet_count;
// The library calls itself: only calls from outside count.
static int depth;

static void *original(const char *name) {
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) abort();
  return function;
}

static void put(const void *bytes, size_t size) {
  if (!record) record = fopen(getenv("CALLS"), "wb");
  fwrite(bytes, 1, size, record);
}
static void put8(uint8_t value) { put(&value, sizeof value); }
static void put16(uint16_t value) { put(&value, sizeof value); }
static void put32(uint32_t value) { put(&value, sizeof value); }
static void put_double(double value) { put(&value, sizeof value); }
static void put_text(const char *text) {
  uint32_t size = text ? (uint32_t)strlen(text) : UINT32_MAX;
  put32(size);
  if (text) put(text, size + 1);
}

static uint16_t number_of(void **known, int count, const void *pointer) {
  for (int i = count - 1; i >= 0; i--) {
    if (known[i] == pointer) return (uint16_t)i;
  }
  abort();
}
static void put_format(lxw_format *format) {
  put16(format ? number_of((void **)formats, format_count, format) : UINT16_MAX);
}
static void put_sheet(enum call call, lxw_worksheet *sheet) {
  put8((uint8_t)call);
  put16(number_of((void **)sheets, sheet_count, sheet));
}
static void put_cell(enum call call, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     lxw_format *format) {
  put_sheet(call, sheet);
  put32(row);
  put16(column);
  put_format(format);
}

// Defines a function that records its call and passes it on.
#define PASS(result, name, types, arguments, recording)              \
  result name types {                                                \
    static result(*next) types;                                      \
    if (!next) next = (result(*) types)original(#name);              \
    if (depth == 0) recording;                                       \
    depth++;                                                         \
    result code = next arguments;                                    \
    depth--;                                                         \
    return code;                                                     \
  }
#define PASS_VOID(name, types, arguments, recording)                 \
  void name types {                                                  \
    static void(*next) types;                                        \
    if (!next) next = (void(*) types)original(#name);                \
    if (depth == 0) recording;                                       \
    depth++;                                                         \
    next arguments;                                                  \
    depth--;                                                         \
  }

lxw_workbook *workbook_new_opt(const char *path, lxw_workbook_options *options) {
  lxw_workbook *(*next)(const char *, lxw_workbook_options *) = original("workbook_new_opt");
  put8(NEW);
  put8(options->constant_memory);
  put8(options->use_zip64);
  put_text(options->tmpdir);
  format_count = sheet_count = 0;
  depth++;
  lxw_workbook *workbook = next(path, options);
  depth--;
  return workbook;
}

lxw_format *workbook_add_format(lxw_workbook *workbook) {
  lxw_format *(*next)(lxw_workbook *) = original("workbook_add_format");
  depth++;
  lxw_format *format = next(workbook);
  depth--;
  if (depth == 0) {
    if (format_count == MOST) abort();
    put8(FORMAT);
    formats[format_count++] = format;
  }
  return format;
}

lxw_worksheet *workbook_add_worksheet(lxw_workbook *workbook, const char *name) {
  lxw_worksheet *(*next)(lxw_workbook *, const char *) = original("workbook_add_worksheet");
  put8(SHEET);
  put_text(name);
  if (sheet_count == MOST) abort();
  depth++;
  lxw_worksheet *sheet = next(workbook, name);
  depth--;
  return sheets[sheet_count++] = sheet;
}

// What was put into the structs by hand.
static void put_struct(lxw_worksheet *sheet) {
  lxw_merged_range *range;
  STAILQ_FOREACH(range, sheet->merged_ranges, list_pointers) {
    put_sheet(MERGE, sheet);
    put32(range->first_row);
    put16(range->first_col);
    put32(range->last_row);
    put16(range->last_col);
  }
  put_sheet(SHEET_TEXT, sheet);
  put8('Q');
  put_text(sheet->quoted_name);
  put_sheet(MARGINS, sheet);
  put8('H');
  put_double(sheet->margin_header);
  put_double(sheet->margin_footer);
}

lxw_error workbook_close(lxw_workbook *workbook) {
  lxw_error (*next)(lxw_workbook *) = original("workbook_close");
  for (int i = 0; i < sheet_count; i++) put_struct(sheets[i]);
  put8(CLOSE);
  fflush(record);
  depth++;
  lxw_error code = next(workbook);
  depth--;
  return code;
}

lxw_error workbook_set_properties(lxw_workbook *workbook, lxw_doc_properties *values) {
  lxw_error (*next)(lxw_workbook *, lxw_doc_properties *) = original("workbook_set_properties");
  put8(PROPERTIES);
  put_text(values->title);
  put_text(values->subject);
  put_text(values->author);
  put_text(values->company);
  put_double((double)values->created);
  return next(workbook, values);
}
PASS(lxw_error, workbook_set_custom_property_string,
     (lxw_workbook *workbook, const char *name, const char *value), (workbook, name, value),
     (put8(CUSTOM), put_text(name), put_text(value)))
PASS(lxw_error, workbook_define_name,
     (lxw_workbook *workbook, const char *name, const char *formula), (workbook, name, formula),
     (put8(NAME), put_text(name), put_text(formula)))

static void put_setter(enum call call, lxw_format *format, uint8_t which) {
  put8((uint8_t)call);
  put_format(format);
  put8(which);
}
#define FORMAT_BYTE_SETTER(name, which)                                    \
  PASS_VOID(name, (lxw_format *format, uint8_t value), (format, value),    \
            (put_setter(FORMAT_BYTE, format, which), put8(value)))
#define FORMAT_FLAG(name, which)                                           \
  PASS_VOID(name, (lxw_format *format), (format),                          \
            (put_setter(FORMAT_BYTE, format, which), put8(1)))
FORMAT_BYTE_SETTER(format_set_align, SET_ALIGN)
FORMAT_BYTE_SETTER(format_set_bottom, SET_BOTTOM)
FORMAT_BYTE_SETTER(format_set_top, SET_TOP)
FORMAT_BYTE_SETTER(format_set_left, SET_LEFT)
FORMAT_BYTE_SETTER(format_set_right, SET_RIGHT)
FORMAT_BYTE_SETTER(format_set_font_family, SET_FAMILY)
FORMAT_BYTE_SETTER(format_set_indent, SET_INDENT)
FORMAT_BYTE_SETTER(format_set_num_format_index, SET_FORMAT_INDEX)
FORMAT_BYTE_SETTER(format_set_underline, SET_UNDERLINE)
FORMAT_FLAG(format_set_bold, SET_BOLD)
FORMAT_FLAG(format_set_hidden, SET_HIDDEN)
FORMAT_FLAG(format_set_shrink, SET_SHRINK)
FORMAT_FLAG(format_set_text_wrap, SET_WRAP)
FORMAT_FLAG(format_set_unlocked, SET_UNLOCKED)
PASS_VOID(format_set_font_size, (lxw_format *format, double size), (format, size),
          (put_setter(FORMAT_SIZE, format, 0), put_double(size)))
PASS_VOID(format_set_bg_color, (lxw_format *format, lxw_color_t color), (format, color),
          (put_setter(FORMAT_COLOR, format, 0), put32(color)))
PASS_VOID(format_set_font_color, (lxw_format *format, lxw_color_t color), (format, color),
          (put_setter(FORMAT_COLOR, format, 1), put32(color)))
PASS_VOID(format_set_num_format, (lxw_format *format, const char *text), (format, text),
          (put_setter(FORMAT_TEXT, format, 0), put_text(text)))
PASS_VOID(format_set_font_name, (lxw_format *format, const char *text), (format, text),
          (put_setter(FORMAT_TEXT, format, 1), put_text(text)))

#undef CELL
#define CELL lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column
PASS(lxw_error, worksheet_write_blank, (CELL, lxw_format *format), (sheet, row, column, format),
     put_cell(BLANK, sheet, row, column, format))
PASS(lxw_error, worksheet_write_number, (CELL, double number, lxw_format *format),
     (sheet, row, column, number, format),
     (put_cell(NUMBER, sheet, row, column, format), put_double(number)))
PASS(lxw_error, worksheet_write_string, (CELL, const char *text, lxw_format *format),
     (sheet, row, column, text, format),
     (put_cell(TEXT, sheet, row, column, format), put_text(text)))
PASS(lxw_error, worksheet_write_formula_str,
     (CELL, const char *formula, lxw_format *format, const char *result),
     (sheet, row, column, formula, format, result),
     (put_cell(FORMULA_TEXT, sheet, row, column, format), put_text(formula), put_text(result)))
PASS(lxw_error, worksheet_write_formula_num,
     (CELL, const char *formula, lxw_format *format, double result),
     (sheet, row, column, formula, format, result),
     (put_cell(FORMULA_NUMBER, sheet, row, column, format), put_text(formula),
      put_double(result)))
PASS(lxw_error, worksheet_write_url_opt,
     (CELL, const char *url, lxw_format *format, const char *text, const char *tip),
     (sheet, row, column, url, format, text, tip),
     (put_cell(LINK, sheet, row, column, format), put_text(url), put_text(text), put_text(tip)))
PASS(lxw_error, worksheet_set_column_opt,
     (lxw_worksheet *sheet, lxw_col_t first, lxw_col_t last, double width, lxw_format *format,
      lxw_row_col_options *options),
     (sheet, first, last, width, format, options),
     (put_cell(COLUMN, sheet, first, last, format), put_double(width), put8(options->hidden)))
PASS(lxw_error, worksheet_set_row_opt,
     (lxw_worksheet *sheet, lxw_row_t row, double height, lxw_format *format,
      lxw_row_col_options *options),
     (sheet, row, height, format, options),
     (put_cell(ROW, sheet, row, 0, format), put_double(height), put8(options->hidden)))

static void put_area(lxw_worksheet *sheet, enum area_setter which, uint32_t first_row,
                     uint16_t first_column, uint32_t last_row, uint16_t last_column) {
  put_sheet(SHEET_AREA, sheet);
  put8((uint8_t)which);
  put32(first_row);
  put16(first_column);
  put32(last_row);
  put16(last_column);
}
#define AREA lxw_worksheet *sheet, lxw_row_t top, lxw_col_t left, lxw_row_t bottom, lxw_col_t right
PASS(lxw_error, worksheet_autofilter, (AREA), (sheet, top, left, bottom, right),
     put_area(sheet, AUTOFILTER, top, left, bottom, right))
PASS(lxw_error, worksheet_print_area, (AREA), (sheet, top, left, bottom, right),
     put_area(sheet, PRINT_AREA, top, left, bottom, right))
PASS(lxw_error, worksheet_repeat_rows, (lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last),
     (sheet, first, last), put_area(sheet, REPEAT_ROWS, first, 0, last, 0))
PASS(lxw_error, worksheet_repeat_columns, (lxw_worksheet *sheet, lxw_col_t first, lxw_col_t last),
     (sheet, first, last), put_area(sheet, REPEAT_COLUMNS, 0, first, 0, last))
PASS_VOID(worksheet_freeze_panes, (CELL), (sheet, row, column),
          put_area(sheet, FREEZE, row, column, 0, 0))
PASS_VOID(worksheet_fit_to_pages, (lxw_worksheet *sheet, uint16_t width, uint16_t height),
          (sheet, width, height), put_area(sheet, FIT, 0, width, 0, height))
PASS(lxw_error, worksheet_conditional_format_range,
     (AREA, lxw_conditional_format *condition), (sheet, top, left, bottom, right, condition),
     (put_area(sheet, 0, top, left, bottom, right), put8(CONDITION), put8(condition->type),
      put_text(condition->value_string), put_text(condition->multi_range),
      put_format(condition->format),
      put8(condition->stop_if_true)))
PASS_VOID(worksheet_protect,
          (lxw_worksheet *sheet, const char *password, lxw_protection *options),
          (sheet, password, options),
          (put_sheet(PROTECT, sheet), put_text(password), put(options, sizeof *options)))

static void put_plain(lxw_worksheet *sheet, enum plain_setter which, uint32_t value) {
  put_sheet(SHEET_PLAIN, sheet);
  put8((uint8_t)which);
  put32(value);
}
#define SHEET_FLAG(name, which) \
  PASS_VOID(name, (lxw_worksheet *sheet), (sheet), put_plain(sheet, which, 0))
#define SHEET_SETTER(name, type, which)                                      \
  PASS_VOID(name, (lxw_worksheet *sheet, type value), (sheet, value),        \
            put_plain(sheet, which, value))
SHEET_FLAG(worksheet_activate, ACTIVATE)
SHEET_FLAG(worksheet_center_horizontally, CENTER)
SHEET_FLAG(worksheet_hide, HIDE)
SHEET_FLAG(worksheet_print_across, ACROSS)
SHEET_FLAG(worksheet_set_landscape, LANDSCAPE)
SHEET_SETTER(worksheet_gridlines, uint8_t, GRIDLINES)
SHEET_SETTER(worksheet_set_paper, uint8_t, PAPER)
SHEET_SETTER(worksheet_set_print_scale, uint16_t, SCALE)
SHEET_SETTER(worksheet_set_tab_color, lxw_color_t, TAB_COLOR)
SHEET_SETTER(worksheet_set_zoom, uint16_t, ZOOM)

PASS(lxw_error, worksheet_set_header, (lxw_worksheet *sheet, const char *text), (sheet, text),
     (put_sheet(SHEET_TEXT, sheet), put8('h'), put_text(text)))
PASS(lxw_error, worksheet_set_footer, (lxw_worksheet *sheet, const char *text), (sheet, text),
     (put_sheet(SHEET_TEXT, sheet), put8('f'), put_text(text)))
PASS_VOID(worksheet_set_margins,
          (lxw_worksheet *sheet, double left, double right, double top, double bottom),
          (sheet, left, right, top, bottom),
          (put_sheet(MARGINS, sheet), put8('M'), put_double(left), put_double(right),
           put_double(top), put_double(bottom)))

static void put_breaks(lxw_worksheet *sheet, char which, const void *list, int is_rows) {
  put_sheet(BREAKS, sheet);
  put8((uint8_t)which);
  uint32_t count = 0;
  while (is_rows ? ((lxw_row_t *)list)[count] : ((lxw_col_t *)list)[count]) count++;
  put32(count);
  for (uint32_t i = 0; i <= count; i++) {
    put32(is_rows ? ((lxw_row_t *)list)[i] : ((lxw_col_t *)list)[i]);
  }
}
PASS(lxw_error, worksheet_set_h_pagebreaks, (lxw_worksheet *sheet, lxw_row_t *list),
     (sheet, list), put_breaks(sheet, 'h', list, 1))
PASS(lxw_error, worksheet_set_v_pagebreaks, (lxw_worksheet *sheet, lxw_col_t *list),
     (sheet, list), put_breaks(sheet, 'v', list, 0))

// No form has so few validations that the library can write them; one that has must be recorded.
lxw_error worksheet_data_validation_range(AREA, lxw_data_validation *validation) {
  (void)sheet, (void)top, (void)left, (void)bottom, (void)right, (void)validation;
  abort();
}

// The part that is asked for by name is the one that is deflated anew next.
static char part[256];
int zip_stat(zip_t *archive, const char *name, zip_flags_t flags, zip_stat_t *status) {
  int (*next)(zip_t *, const char *, zip_flags_t, zip_stat_t *) = original("zip_stat");
  snprintf(part, sizeof part, "%s", name);
  return next(archive, name, flags, status);
}

size_t libdeflate_deflate_compress(struct libdeflate_compressor *compressor, const void *content,
                                   size_t size, void *room, size_t capacity) {
  static const char begin[] = "<dataValidations ", end[] = "</dataValidations>";
  size_t (*next)(struct libdeflate_compressor *, const void *, size_t, void *, size_t) =
      original("libdeflate_deflate_compress");
  const char *first = memmem(content, size, begin, sizeof begin - 1);
  const char *last = memmem(content, size, end, sizeof end - 1);
  uint32_t length = first && last ? (uint32_t)(last + sizeof end - 1 - first) : 0;
  put8(REVISE);
  put_text(part);
  put32(length ? (uint32_t)(first - (const char *)content) : 0);
  put32(length);
  if (length) put(first, length);
  return next(compressor, content, size, room, capacity);
}

int zip_close(zip_t *archive) {
  int (*next)(zip_t *) = original("zip_close");
  put8(REWRITE);
  fflush(record);
  return next(archive);
}
