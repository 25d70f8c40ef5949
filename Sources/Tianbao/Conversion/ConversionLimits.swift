/// What the conversion of one file may cost at most; every limit is absolute and can be set.
public struct ConversionLimits: Hashable, Sendable {
  /// Seconds by the clock on the wall; 60 by default.
  public var seconds = 60
  /// Bytes of address space of each process of the converter; 4 GiB by default.
  ///
  /// LibreOffice maps much more than it uses: with less than about 1 GiB it does not start.
  public var memoryBytes = 4 << 30
  /// Bytes of each file that the converter writes; 64 MiB by default.
  public var fileBytes = 64 << 20

  /// Creates the default limits.
  public init() {}
}
