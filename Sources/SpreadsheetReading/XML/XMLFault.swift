/// Why a scan of a part stopped.
enum XMLFault: Error {
  /// Something that the scanner leaves to the full parser, or that is not well-formed.
  case unusual
  /// The part is not well-formed, or has another root element than its place asks for.
  case malformed
  /// The part declares a document type.
  case documentType
  /// The part breaks a limit.
  case limit(ReadingLimits.Name, allowed: Int)
}
