/// The decimal digits at the beginning of eight bytes, read all at once.
///
/// The lowest byte of the word is the first. Numbers of varying length cost a loop a wrong guess of
/// the processor each; here only their number varies.
struct DigitWord {
  /// The number that the digits are.
  let value: UInt64
  /// The number of digits, 0 to 8.
  let count: Int

  /// Reads the digits before the first byte that is none.
  @inline(__always)
  init(_ word: UInt64) {
    let digits = word ^ 0x3030_3030_3030_3030
    // A digit is below 10, so adding 0x76 does not reach the highest bit of its byte. A carry out of
    // another byte only touches bytes after it.
    let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    count = others.trailingZeroBitCount / 8
    // With the digits at the end of the word, zeros stand before them; then neighbours are joined.
    let aligned = digits << UInt64(64 - 8 * count)
    let pairs = (aligned &* 2561) &>> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 6_553_601) &>> 16 & 0x0000_FFFF_0000_FFFF
    value = (fours &* 42_949_672_960_001) &>> 32
  }

  /// Powers of ten by the number of digits in a word.
  static let powers: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
  ]
}
