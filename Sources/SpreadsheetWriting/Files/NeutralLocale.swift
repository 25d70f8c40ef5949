internal import CXLSXWriter
internal import Glibc

/// The C locale on this thread while it lives: numbers are written with a point, whatever
/// locale the rest of the process has chosen.
@safe struct NeutralLocale: ~Copyable {
  private let neutral: locale_t?
  private let previous: locale_t?

  init() {
    unsafe neutral = xlsx_neutral_locale()
    unsafe previous = neutral.flatMap { unsafe uselocale($0) }
  }

  /// Puts the thread's locale back, at the latest when the value goes out of scope.
  consuming func restore() {}

  deinit {
    guard let neutral = unsafe neutral else { return }
    _ = unsafe uselocale(previous)
    unsafe freelocale(neutral)
  }
}
