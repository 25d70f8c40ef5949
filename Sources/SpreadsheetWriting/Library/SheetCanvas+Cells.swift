internal import CXLSXWriter
internal import Glibc
internal import Spreadsheet

extension SheetCanvas {
  /// Draws a cell.
  func draw(
    _ cell: DrawnCell,
    _ formats: FormatTable,
    _ shared: SharedFormulaTable
  ) throws(WritingError) {
    let row = cell.reference.libraryRow
    let column = cell.reference.libraryColumn
    let format = unsafe formats[cell.style]
    let code: lxw_error =
      switch cell.content {
      case .blank: unsafe worksheet_write_blank(sheet, row, column, format)
      case .number(let number):
        // Adding zero makes a negative zero positive.
        unsafe worksheet_write_number(sheet, row, column, number + 0, format)
      case .text(let text):
        unsafe text.withEscapedCString {
          unsafe worksheet_write_string(sheet, row, column, $0, format)
        }
      case .formula(let formula, let cached):
        unsafe write(formula, cached, row, column, format)
      case .sharedFormula(let index, let cached):
        unsafe write(
          shared.marked(index, in: cell.reference),
          cached,
          row,
          column,
          format
        )
      case .link(let target, let text):
        unsafe text.withEscapedCString {
          unsafe worksheet_write_url_opt(
            sheet,
            row,
            column,
            "internal:\(target)",
            format,
            $0,
            nil
          )
        }
      }
    guard code != LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED else {
      throw unsafe .limit(.cellText, WritingPlace(sheet: name, cell: cell.reference))
    }
    try unsafe code.check(WritingPlace(sheet: name, cell: cell.reference))
  }

  private func write(
    _ formula: String,
    _ cached: CachedValue,
    _ row: lxw_row_t,
    _ column: lxw_col_t,
    _ format: UnsafeMutablePointer<lxw_format>
  ) -> lxw_error {
    switch cached {
    case .number(let result):
      unsafe worksheet_write_formula_num(sheet, row, column, formula, format, result + 0)
    case .text(let result):
      unsafe result.withEscapedCString {
        unsafe worksheet_write_formula_str(sheet, row, column, formula, format, $0)
      }
    }
  }
}

extension String {
  /// The text for the library, with `_x0041_` and the like written so that a spreadsheet program
  /// does not take them for the escape of another character (ECMA-376 part 1, §22.9.2.19).
  func withEscapedCString<Result>(
    _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    let plain = unsafe withCString { text in
      unsafe strstr(text, "_x") == nil ? unsafe body(text) : nil
    }
    if let plain { return plain }
    return unsafe escapingUnderscores.withCString(body)
  }

  private var escapingUnderscores: String {
    let bytes = Array(utf8)
    var escaped: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "_"), bytes[index...].isEscape {
        escaped += Array("_x005F".utf8)
      }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes begin with `_xHHHH_`.
  fileprivate var isEscape: Bool {
    guard count >= 7, self[startIndex + 1] == UInt8(ascii: "x"),
      self[startIndex + 6] == UInt8(ascii: "_")
    else { return false }
    return self[(startIndex + 2)..<(startIndex + 6)].allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        true
      default: false
      }
    }
  }
}
