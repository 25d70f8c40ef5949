import Foundation
import Spreadsheet
import Testing

@testable import SpreadsheetReading

/// Hostile files are refused or read, in bounded time and memory.
@Suite(.serialized, .enabled(if: Corpus.folder != nil, Comment(rawValue: Corpus.absence)))
struct HostileTests {
  /// Whether a sanitizer watches, whose own needs of time and memory are no fault of the reader's.
  static let isSanitized = ["__asan_init", "__tsan_init"].contains { (name: String) in
    unsafe dlsym(nil, name) != nil
  }

  /// Reads everything in a process of its own, whose resident memory must not grow by 300 MB.
  ///
  /// The address space is limited too, so that a reader gone wild takes nothing but itself down.
  @Test(.disabled(if: isSanitized, "a sanitizer needs more address space than this allows"))
  func staysWithinTimeAndMemory() async {
    await #expect(processExitsWith: .success) {
      var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
      try #require(setrlimit(__rlimit_resource_t(9), &limit) == 0)  // RLIMIT_AS
      let before = try #require(HostileTests.peakMegabytes())
      var count = 0
      for file in Corpus.files("hostile") {
        let start = HostileTests.processorSeconds()
        _ = try? WorkbookReader().workbook(contentsOf: Corpus.path("hostile", file))
        let duration = HostileTests.processorSeconds() - start
        #if DEBUG
          // A build that is not optimised takes about ten times as long.
          #expect(duration < 20, "\(file)")
        #else
          #expect(duration < 2, "\(file)")
        #endif
        count += 1
      }
      #expect(count == 46)
      #expect(try #require(HostileTests.peakMegabytes()) - before < 300)
    }
  }

  /// The processor time that this process has used, in seconds: what else the machine does is no
  /// fault of the reader's.
  static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }

  /// The most memory that this process has had resident, in MB.
  static func peakMegabytes() -> Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 / 1024 }
  }

  /// What becomes of each file: the error's kind, or the number of cells and the faults.
  static let outcomes = [
    "attrs_200k": "limit.attributes", "bad_crc": "part.damaged", "bad_offset": "part.damaged",
    "bad_utf8": "9 text-encoding-invalid", "billion_laughs": "part.document-type",
    "bitflips": "part.damaged", "cell_XFD1048576": "10",
    "cell_ref_overflow": "9 cell-reference-invalid",
    "cell_ref_garbage": "6 cell-reference-invalid cell-reference-invalid cell-reference-invalid",
    "deep_nesting_1M": "limit.depth", "encrypted_flag": "part.encrypted",
    "entries_60k": "limit.entries", "eocd_65535_entries": "file.damaged", "formula_injection": "9",
    "illegal_chars": "9 text-encoding-invalid", "lying_csize_big": "part.damaged",
    "lying_usize_0": "9", "lying_usize_4G": "9", "lying_usize_small": "9",
    "many_lt_quadratic": "limit.depth", "method_99": "file.damaged",
    "nan_inf": "9 number-invalid number-invalid", "notxlsx_csv_gbk": "file.text",
    "notxlsx_empty": "file.empty", "notxlsx_eocd_only": "file.no-workbook",
    "notxlsx_html": "file.html", "notxlsx_pk_only": "file.truncated", "notxlsx_text": "file.text",
    "overlap_offset0": "part.damaged", "path_traversal": "part.target-outside",
    "quadratic_entities": "part.document-type", "rels_external_sheet": "part.target-outside",
    "rels_self_loop": "part.malformed", "sheets_100k": "limit.worksheets",
    "sst_amplification": "limit.cell-text-size",
    "truncated_half": "file.truncated", "truncated_tail": "file.truncated",
    "xxe_dtd_http": "part.document-type", "xxe_file": "part.document-type",
    "bomb_spaces_400M": "limit.part-size", "bomb_rows_20M": "limit.part-size",
    "bomb_one_string_300M": "limit.part-size", "bomb_30M_empty_si": "limit.part-size",
    "merge_5M": "limit.merged-ranges", "unterminated_comment": "part.malformed",
  ]

  @Test(arguments: outcomes)
  func comesToWhatIsExpected(_ name: String, _ outcome: String) {
    let path = Corpus.path("hostile", name + ".xlsx")
    let met: String
    do {
      let workbook = try WorkbookReader().workbook(contentsOf: path)
      let cells = workbook.worksheets.reduce(0) { $0 + $1.cells.count }
      met = ([String(cells)] + workbook.faults.map(\.kind.rawValue)).joined(separator: " ")
    } catch {
      met = error.kind
    }
    #expect(met == outcome)
  }

  @Test func keepsFormulasInTextAsText() throws {
    let path = Corpus.path("hostile", "formula_injection.xlsx")
    let sheet = try #require(try WorkbookReader().workbook(contentsOf: path).worksheets.first)
    #expect(sheet[CellReference(2, 1)]?.value == .text("=cmd|' /C calc'!A0"))
    #expect(sheet[CellReference(2, 1)]?.formula == nil)
  }
}
