import FuzzChecks

/// The entry that libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe FuzzTarget.run(UnsafeBufferPointer(start: start, count: count), FormatsCheck.run)
}
