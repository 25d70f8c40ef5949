/// A promise of the reader that an input shows to be broken.
package struct Violation: Error, CustomStringConvertible {
  /// What was promised, and what came instead.
  package let description: String

  init(_ description: String) { self.description = description }

  /// Throws a violation unless a condition holds.
  static func unless(
    _ condition: Bool,
    _ description: @autoclosure () -> String
  ) throws(Violation) {
    if !condition { throw Violation(description()) }
  }
}
