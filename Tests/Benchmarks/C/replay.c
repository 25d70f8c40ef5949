// A bare C program that makes workbooks by the calls to libxlsxwriter that record.c has recorded.
//
//   replay CALLS FOLDER
//
// What it costs is what the library costs: the calls stand in a file in memory, and nothing is
// decided here. The workbooks are numbered in the order of their making. What the library cannot write
// is put into the package afterwards as our writer does it: shared formulas and data validations, in a
// part that is inflated and deflated once more (revision.h).

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../../Sources/CXLSXWriter/shim.h"
#include "calls.h"
#include "revision.h"

enum { MOST = 4096 };
static const char *at;
static lxw_format *formats[MOST];
static lxw_worksheet *sheets[MOST];

static const void *take(size_t size) {
  const void *here = at;
  at += size;
  return here;
}
static uint8_t take8(void) { return *(const uint8_t *)take(1); }
static uint16_t take16(void) {
  uint16_t value;
  memcpy(&value, take(sizeof value), sizeof value);
  return value;
}
static uint32_t take32(void) {
  uint32_t value;
  memcpy(&value, take(sizeof value), sizeof value);
  return value;
}
static double take_double(void) {
  double value;
  memcpy(&value, take(sizeof value), sizeof value);
  return value;
}
static char *take_text(void) {
  uint32_t size = take32();
  return size == UINT32_MAX ? NULL : (char *)take(size + 1);
}
static lxw_format *take_format(void) {
  uint16_t number = take16();
  return number == UINT16_MAX ? NULL : formats[number];
}

static void check(lxw_error error) {
  if (error) {
    fprintf(stderr, "replay: %s\n", lxw_strerror(error));
    exit(1);
  }
}

static void cell(enum call call) {
  lxw_worksheet *sheet = sheets[take16()];
  lxw_row_t row = take32();
  lxw_col_t column = take16();
  lxw_format *format = take_format();
  lxw_row_col_options options = {0};
  const char *text, *second;
  double number;
  switch (call) {
    case BLANK: check(worksheet_write_blank(sheet, row, column, format)); break;
    case NUMBER: check(worksheet_write_number(sheet, row, column, take_double(), format)); break;
    case TEXT: check(worksheet_write_string(sheet, row, column, take_text(), format)); break;
    case FORMULA_TEXT:
      text = take_text();
      check(worksheet_write_formula_str(sheet, row, column, text, format, take_text()));
      break;
    case FORMULA_NUMBER:
      text = take_text();
      check(worksheet_write_formula_num(sheet, row, column, text, format, take_double()));
      break;
    case LINK:
      text = take_text();
      second = take_text();
      check(worksheet_write_url_opt(sheet, row, column, text, format, second, take_text()));
      break;
    case COLUMN:
      number = take_double();
      options.hidden = take8();
      check(worksheet_set_column_opt(sheet, (lxw_col_t)row, column, number, format, &options));
      break;
    case ROW:
      number = take_double();
      options.hidden = take8();
      check(worksheet_set_row_opt(sheet, row, number, format, &options));
      break;
    default: abort();
  }
}

static void format_byte(lxw_format *format, enum byte_setter which, uint8_t value) {
  switch (which) {
    case SET_ALIGN: format_set_align(format, value); break;
    case SET_BOLD: format_set_bold(format); break;
    case SET_BOTTOM: format_set_bottom(format, value); break;
    case SET_TOP: format_set_top(format, value); break;
    case SET_LEFT: format_set_left(format, value); break;
    case SET_RIGHT: format_set_right(format, value); break;
    case SET_FAMILY: format_set_font_family(format, value); break;
    case SET_HIDDEN: format_set_hidden(format); break;
    case SET_INDENT: format_set_indent(format, value); break;
    case SET_FORMAT_INDEX: format_set_num_format_index(format, value); break;
    case SET_SHRINK: format_set_shrink(format); break;
    case SET_WRAP: format_set_text_wrap(format); break;
    case SET_UNDERLINE: format_set_underline(format, value); break;
    case SET_UNLOCKED: format_set_unlocked(format); break;
  }
}

static void format(enum call call) {
  lxw_format *format = take_format();
  uint8_t which = take8();
  switch (call) {
    case FORMAT_BYTE: format_byte(format, which, take8()); break;
    case FORMAT_SIZE: format_set_font_size(format, take_double()); break;
    case FORMAT_COLOR:
      (which ? format_set_font_color : format_set_bg_color)(format, take32());
      break;
    case FORMAT_TEXT: (which ? format_set_font_name : format_set_num_format)(format, take_text());
      break;
    default: abort();
  }
}

static void plain(lxw_worksheet *sheet, enum plain_setter which, uint32_t value) {
  switch (which) {
    case ACTIVATE: worksheet_activate(sheet); break;
    case CENTER: worksheet_center_horizontally(sheet); break;
    case GRIDLINES: worksheet_gridlines(sheet, (uint8_t)value); break;
    case HIDE: worksheet_hide(sheet); break;
    case ACROSS: worksheet_print_across(sheet); break;
    case LANDSCAPE: worksheet_set_landscape(sheet); break;
    case PAPER: worksheet_set_paper(sheet, (uint8_t)value); break;
    case SCALE: worksheet_set_print_scale(sheet, (uint16_t)value); break;
    case TAB_COLOR: worksheet_set_tab_color(sheet, value); break;
    case ZOOM: worksheet_set_zoom(sheet, (uint16_t)value); break;
  }
}

static void area(lxw_worksheet *sheet) {
  uint8_t which = take8();
  lxw_row_t top = take32();
  lxw_col_t left = take16();
  lxw_row_t bottom = take32();
  lxw_col_t right = take16();
  // A conditional format follows its area.
  if (*at == CONDITION) {
    take8();
    lxw_conditional_format condition = {.type = take8()};
    condition.value_string = take_text();
    condition.multi_range = take_text();
    condition.format = take_format();
    condition.stop_if_true = take8();
    check(worksheet_conditional_format_range(sheet, top, left, bottom, right, &condition));
    return;
  }
  switch ((enum area_setter)which) {
    case AUTOFILTER: check(worksheet_autofilter(sheet, top, left, bottom, right)); break;
    case FIT: worksheet_fit_to_pages(sheet, left, right); break;
    case FREEZE: worksheet_freeze_panes(sheet, top, left); break;
    case PRINT_AREA: check(worksheet_print_area(sheet, top, left, bottom, right)); break;
    case REPEAT_COLUMNS: check(worksheet_repeat_columns(sheet, left, right)); break;
    case REPEAT_ROWS: check(worksheet_repeat_rows(sheet, top, bottom)); break;
  }
}

static void breaks(lxw_worksheet *sheet) {
  uint8_t which = take8();
  uint32_t count = take32();
  lxw_row_t rows[LXW_BREAKS_MAX + 1];
  lxw_col_t columns[LXW_BREAKS_MAX + 1];
  for (uint32_t i = 0; i <= count; i++) columns[i] = (lxw_col_t)(rows[i] = take32());
  check(which == 'h' ? worksheet_set_h_pagebreaks(sheet, rows)
                     : worksheet_set_v_pagebreaks(sheet, columns));
}

static void sheet(enum call call) {
  lxw_worksheet *sheet = sheets[take16()];
  uint8_t which;
  double values[4];
  switch (call) {
    case SHEET_PLAIN:
      which = take8();
      plain(sheet, which, take32());
      break;
    case SHEET_AREA: area(sheet); break;
    case SHEET_TEXT:
      which = take8();
      if (which == 'Q') {
        if (!xlsx_quote_name(sheet, take_text())) abort();
      } else {
        check((which == 'h' ? worksheet_set_header : worksheet_set_footer)(sheet, take_text()));
      }
      break;
    case MARGINS:
      which = take8();
      for (int i = 0; i < (which == 'M' ? 4 : 2); i++) values[i] = take_double();
      if (which == 'M') {
        worksheet_set_margins(sheet, values[0], values[1], values[2], values[3]);
      } else {
        xlsx_set_header_margins(sheet, values[0], values[1]);
      }
      break;
    case MERGE: {
      lxw_row_t top = take32();
      lxw_col_t left = take16();
      lxw_row_t bottom = take32();
      check(xlsx_merge(sheet, top, left, bottom, take16()));
      break;
    }
    case PROTECT: {
      const char *password = take_text();
      lxw_protection options;
      memcpy(&options, take(sizeof options), sizeof options);
      worksheet_protect(sheet, password, &options);
      break;
    }
    case BREAKS: breaks(sheet); break;
    default: abort();
  }
}

static lxw_workbook *begin(const char *path) {
  lxw_workbook_options options = {.constant_memory = take8()};
  options.use_zip64 = take8();
  options.tmpdir = take_text();
  lxw_workbook *workbook = workbook_new_opt(path, &options);
  if (!workbook) abort();
  return workbook;
}

static void properties(lxw_workbook *workbook) {
  lxw_doc_properties values = {.title = take_text()};
  values.subject = take_text();
  values.author = take_text();
  values.company = take_text();
  values.created = (time_t)take_double();
  check(workbook_set_properties(workbook, &values));
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  int file = open(argv[1], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) return 66;
  at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  const char *end = at + status.st_size, *first;
  lxw_workbook *workbook = NULL;
  zip_t *package = NULL;
  char path[4096];
  int number = 0, format_count = 0, sheet_count = 0;
  while (at < end) {
    enum call call = take8();
    switch (call) {
      case NEW:
        snprintf(path, sizeof path, "%s/%04d.xlsx", argv[2], ++number);
        workbook = begin(path);
        format_count = sheet_count = 0;
        break;
      case CLOSE: check(workbook_close(workbook)); break;
      case REVISE: {
        if (!package) package = zip_open(path, 0, NULL);
        first = take_text();
        uint32_t offset = take32(), length = take32();
        revise(package, first, offset, take(length), length);
        break;
      }
      case REWRITE:
        if (zip_close(package) != 0) abort();
        package = NULL;
        break;
      case PROPERTIES: properties(workbook); break;
      case CUSTOM:
        first = take_text();
        check(workbook_set_custom_property_string(workbook, first, take_text()));
        break;
      case NAME:
        first = take_text();
        check(workbook_define_name(workbook, first, take_text()));
        break;
      case FORMAT: formats[format_count++] = workbook_add_format(workbook); break;
      case FORMAT_BYTE: case FORMAT_SIZE: case FORMAT_COLOR: case FORMAT_TEXT: format(call); break;
      case SHEET: sheets[sheet_count++] = workbook_add_worksheet(workbook, take_text()); break;
      case BLANK: case NUMBER: case TEXT: case FORMULA_TEXT: case FORMULA_NUMBER: case LINK:
      case COLUMN: case ROW:
        cell(call);
        break;
      case CONDITION: abort();
      default: sheet(call);
    }
  }
}
