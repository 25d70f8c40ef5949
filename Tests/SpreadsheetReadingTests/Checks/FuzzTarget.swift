import Glibc

/// What libFuzzer runs with each input.
package enum FuzzTarget {
  /// Runs a check, and ends the process with a word on what is wrong, which libFuzzer then reports
  /// together with the input.
  package static func run(
    _ input: UnsafeBufferPointer<UInt8>,
    _ check: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) -> CInt {
    do {
      unsafe try check(input)
    } catch {
      let message = Array("VIOLATION: \(error)\n".utf8)
      _ = unsafe message.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
      abort()
    }
    return 0
  }
}
