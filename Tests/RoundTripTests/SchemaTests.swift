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
    // Four forms, 21 code lists and the parameters, without a line about any of them.
    #expect(result.text == "26 files\n")
  }
}
