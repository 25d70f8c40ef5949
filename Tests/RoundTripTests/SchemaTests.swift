import Foundation
import TestSupport
import Testing

/// What editors check a definition with agrees with what the loader takes.
@Suite(.enabled(if: Program.hasOffice, "make setup installs the Python packages"))
struct SchemaTests {
  @Test func definitionsFitTheirSchemas() throws {
    let script = Program.root.appending(path: "Tests/RoundTripTests/Scripts/schemas.py").path
    let result = try Program(url: Program.python).run([script])
    #expect(result.status == 0, "\(result.errorText)")
    // 40 forms, 41 code lists, the parameters, the rules across forms and five
    // rounds, without a line about any of them.
    #expect(result.text == "88 files\n")
  }
}
