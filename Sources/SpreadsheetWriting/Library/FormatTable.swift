internal import CXLSXWriter
internal import Spreadsheet

/// The library's formats for the styles of a layout, by the style's index.
///
/// Equal styles share a format: the library looks a second one up anew for every cell.
@unsafe struct FormatTable {
  private let formats: [UnsafeMutablePointer<lxw_format>]

  init(
    _ styles: [CellStyle],
    in workbook: UnsafeMutablePointer<lxw_workbook>
  ) throws(WritingError) {
    var formats = unsafe [UnsafeMutablePointer<lxw_format>]()
    unsafe formats.reserveCapacity(styles.count)
    var known: [CellStyle: Int] = [:]
    for (index, style) in styles.enumerated() {
      if let first = known[style] {
        unsafe formats.append(formats[first])
        continue
      }
      guard let format = unsafe workbook_add_format(workbook) else {
        throw .cannotWrite(errorNumber: ENOMEM)
      }
      unsafe style.apply(to: format)
      known[style] = index
      unsafe formats.append(format)
    }
    unsafe self.formats = formats
  }

  subscript(style: Int) -> UnsafeMutablePointer<lxw_format> { unsafe formats[style] }
}

/// A colour as the library takes it: its zero stands for no colour, its black has a bit of its own.
func libraryColor(_ color: UInt32) -> lxw_color_t {
  color == 0 ? lxw_color_t(LXW_COLOR_BLACK.rawValue) : color
}

extension CellStyle {
  fileprivate func apply(to format: UnsafeMutablePointer<lxw_format>) {
    unsafe applyFont(to: format)
    unsafe applyAlignment(to: format)
    unsafe applyBorders(to: format)
    // A pattern's own colour: a solid fill is all foreground.
    if let fill { unsafe format_set_bg_color(format, libraryColor(fill)) }
    if let index = builtInNumberFormat {
      unsafe format_set_num_format_index(format, index)
    } else {
      unsafe format_set_num_format(format, numberFormat)
    }
    if !isLocked { unsafe format_set_unlocked(format) }
    if hidesFormula { unsafe format_set_hidden(format) }
  }

  private func applyFont(to format: UnsafeMutablePointer<lxw_format>) {
    unsafe format_set_font_name(format, font)
    unsafe format_set_font_size(format, size)
    if isBold { unsafe format_set_bold(format) }
    if isUnderlined { unsafe format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    // Black is the automatic colour, which the library writes by itself.
    if color != 0 { unsafe format_set_font_color(format, color) }
    if !font.utf8.allSatisfy({ $0 < 0x80 }) {
      // Not the library's Swiss family, by which programs choose a Latin font where this is missing.
      unsafe format_set_font_family(format, 0)
    }
  }

  private func applyAlignment(to format: UnsafeMutablePointer<lxw_format>) {
    let horizontal: lxw_format_alignments? =
      switch self.horizontal {
      case .general: nil
      case .left: LXW_ALIGN_LEFT
      case .center: LXW_ALIGN_CENTER
      case .right: LXW_ALIGN_RIGHT
      case .distributed: LXW_ALIGN_DISTRIBUTED
      }
    if let horizontal { unsafe format_set_align(format, UInt8(horizontal.rawValue)) }
    let vertical =
      switch self.vertical {
      case .top: LXW_ALIGN_VERTICAL_TOP
      case .center: LXW_ALIGN_VERTICAL_CENTER
      case .bottom: LXW_ALIGN_VERTICAL_BOTTOM
      }
    unsafe format_set_align(format, UInt8(vertical.rawValue))
    if wraps { unsafe format_set_text_wrap(format) }
    if shrinks { unsafe format_set_shrink(format) }
    // Centred text has no indent; the library would move it to the left.
    if indent > 0, self.horizontal != .center { unsafe format_set_indent(format, UInt8(indent)) }
  }

  private func applyBorders(to format: UnsafeMutablePointer<lxw_format>) {
    unsafe format_set_top(format, borders.top.libraryBorder)
    unsafe format_set_bottom(format, borders.bottom.libraryBorder)
    unsafe format_set_left(format, borders.left.libraryBorder)
    unsafe format_set_right(format, borders.right.libraryBorder)
  }

  /// The index of a format that every spreadsheet program knows (ECMA-376 part 1, §18.8.30).
  private var builtInNumberFormat: UInt8? {
    switch numberFormat {
    case "General", "": 0
    case "0": 1
    case "0.00": 2
    case "#,##0": 3
    case "#,##0.00": 4
    case "0%": 9
    case "0.00%": 10
    case "@": 49
    default: nil
    }
  }
}

extension CellStyle.Line {
  fileprivate var libraryBorder: UInt8 {
    let border =
      switch self {
      case .none: LXW_BORDER_NONE
      case .thin: LXW_BORDER_THIN
      case .medium: LXW_BORDER_MEDIUM
      case .hair: LXW_BORDER_HAIR
      }
    return UInt8(border.rawValue)
  }
}
