import Findings
import FormIntake
import Foundation

/// What the page that leads to all files says, ready for its template.
struct RoundPage {
  struct File {
    let link: String
    let file: String
    let unit: String?
    let verdict: String
    let verdictClass: String
    let records: Int
    let errors: Int
    let confirms: Int
    let warnings: Int
  }

  let language: String
  let words: PageWords
  let style: String
  let heading: String
  let lead: String
  let files: [File]

  init(
    _ entries: [(result: FileSubmission, listing: FindingListing, name: String)],
    received: ReceiptTime,
    style: String,
    language: Language
  ) {
    self.language = language == .chinese ? "zh-CN" : "en"
    words = PageWords(language)
    self.style = style
    heading = LocalizedText("收表结果", en: "What was returned")[language]
    let counts = Dictionary(grouping: entries, by: \.result.submission.verdict).mapValues(\.count)
    let verdicts = Verdict.allCases.compactMap { verdict in
      counts[verdict].map { "\(verdict.name[language]) \($0)" }
    }
    let total = LocalizedText(
      "\(received)，共 \(entries.count) 个文件",
      en: "\(received): \(entries.count) files"
    )
    lead = ([total[language]] + verdicts).joined(separator: language == .chinese ? "；" : "; ")
    files = entries.map { result, listing, name in
      File(
        link: Self.link(name),
        file: result.file,
        unit: listing.unit,
        verdict: result.submission.verdict.name[language],
        verdictClass: result.submission.verdict.rawValue,
        records: result.recordCount,
        errors: listing.count(.error),
        confirms: listing.count(.confirm),
        warnings: listing.count(.warning)
      )
    }
  }

  /// A file's name as a link beside this page: nothing but unreserved characters (RFC 3986, section
  /// 2.3), so that no name begins with a scheme or leads elsewhere.
  private static func link(_ name: String) -> String {
    name.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        String(Unicode.Scalar(byte))
      default:
        (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
