package import Spreadsheet

/// Lengths on paper and their units in a workbook.
package enum Measure {
  /// Points in a millimetre.
  static let pointsPerMillimetre = 72 / 25.4

  /// The column width in characters that gives a width on paper.
  ///
  /// A width of w characters is 7w + 5 pixels of 1/96 inch for the format's default font, whose
  /// digits are 7 pixels wide (ECMA-376 part 1, §18.3.1.13).
  package static func characters(millimetres: Double) -> Double {
    let pixels = (millimetres / 25.4 * 96).rounded(.down)
    return max(0.5, (pixels - 5) / 7)
  }

  /// The number of half-width places that a text takes; a Han character takes two.
  package static func halfWidths(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) {
      $0 + ($1.value < 0x2E80 && !"“”‘’…—·①②③④⑤".unicodeScalars.contains($1) ? 1 : 2)
    }
  }

  /// The number of lines that a text takes in a cell of a width.
  ///
  /// - Parameters:
  ///   - text: the text, with its own line breaks.
  ///   - millimetres: the cell's width.
  ///   - size: the font's size in points.
  /// - Returns: the number of lines, at least 1.
  package static func lines(_ text: String, millimetres: Double, size: Double) -> Int {
    // Cells keep about 1.4 mm free at their edges.
    let halfWidth = size / 2 / pointsPerMillimetre
    let places = max(2, Int((millimetres - 1.4) / halfWidth))
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
      $0 + max(1, (halfWidths($1) + places - 1) / places)
    }
  }

  /// The height in points of a text of some lines.
  package static func height(lines: Int, size: Double) -> Double {
    (Double(lines) * size * 1.32 + 5).rounded(.up)
  }
}

extension PageLayout {
  /// The width in millimetres between the margins.
  package var printableWidth: Double {
    (isLandscape ? paper.size.height : paper.size.width) - margins.left - margins.right
  }

  /// The height in points between the margins.
  var printableHeight: Double {
    ((isLandscape ? paper.size.width : paper.size.height) - margins.top - margins.bottom)
      * Measure.pointsPerMillimetre
  }
}
