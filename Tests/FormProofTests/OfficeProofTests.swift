import Findings
import FormDefinitions
import FormLayout
import FormProof
import Foundation
import Spreadsheet
import Testing
import Tianbao

/// What a spreadsheet program makes of the cells with which sheets check themselves.
@Suite("Proof by LibreOffice", .enabled(if: officeProgram != nil))
struct OfficeProofTests {
  @Test("LibreOffice computes what the definition says", .timeLimit(.minutes(5)))
  func agrees() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let catalogue = try FormCatalogue(directory: root.appending(path: "forms"))
    var limits = ConversionLimits()
    limits.seconds = 240
    let converter = WorkbookConverter(program: try #require(officeProgram), limits: limits)
    let form = try catalogue.form("screening")
    for proof in FormProof(form, in: catalogue, today: Clock.today).sheetProofs() {
      let result = proof.faults(
        in: try await converter.computed(proof.layout),
        computedBy: LocalizedText("LibreOffice 计算", en: "LibreOffice")
      )
      #expect(result.faults.map { $0.text(.chinese) } == [], "\(proof.kind)")
      #expect(result.compared > 1_000, "\(proof.kind)")
    }
  }
}

private let officeProgram = WorkbookConverter.program(
  searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
)
