// The calls to libxlsxwriter that are recorded and replayed, one letter each, and how the record
// holds them: the letter, then every argument in its own size, texts with their length before them.

#pragma once

enum call {
  NEW = 'N', CLOSE = 'C', PROPERTIES = 'P', CUSTOM = 'U', NAME = 'D',
  FORMAT = 'F', FORMAT_BYTE = 'b', FORMAT_SIZE = 'z', FORMAT_COLOR = 'o', FORMAT_TEXT = 't',
  SHEET = 'S', BLANK = 'B', NUMBER = 'n', TEXT = 's', FORMULA_TEXT = 'f', FORMULA_NUMBER = 'm',
  LINK = 'l', COLUMN = 'c', ROW = 'r', MERGE = 'M', CONDITION = 'k', PROTECT = 'p',
  REVISE = 'R', REWRITE = 'W',
  SHEET_PLAIN = 'q', SHEET_AREA = 'a', SHEET_TEXT = 'h', MARGINS = 'g', BREAKS = 'v'
};

// Which function a call of several of one shape is.
enum byte_setter {
  SET_ALIGN, SET_BOLD, SET_BOTTOM, SET_TOP, SET_LEFT, SET_RIGHT, SET_FAMILY, SET_HIDDEN,
  SET_INDENT, SET_FORMAT_INDEX, SET_SHRINK, SET_WRAP, SET_UNDERLINE, SET_UNLOCKED
};
enum plain_setter {
  ACTIVATE, CENTER, GRIDLINES, HIDE, ACROSS, LANDSCAPE, PAPER, SCALE, TAB_COLOR, ZOOM
};
enum area_setter { AUTOFILTER, FIT, FREEZE, PRINT_AREA, REPEAT_COLUMNS, REPEAT_ROWS };
