import Glibc

/// Memory that is grown, reused from part to part, and freed with its owner.
@safe
struct ByteBuffer: ~Copyable {
  private(set) var start: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// The number of bytes that hold something.
  var count = 0

  /// Creates a buffer with room for a number of bytes.
  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    unsafe start = Self.allocate(self.capacity)
  }

  /// Allocates memory, in large pages where it is much.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    guard capacity >= 4 * MemoryPages.large else { return .allocate(capacity: capacity) }
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: capacity,
      alignment: MemoryPages.large
    )
    unsafe MemoryPages.preferLarge(UnsafeMutableRawBufferPointer(start: memory, count: capacity))
    return unsafe memory.bindMemory(to: UInt8.self, capacity: capacity)
  }

  deinit { unsafe start.deallocate() }

  /// Makes room for a number of bytes; what the buffer held is lost.
  mutating func reserveDiscardingContents(_ capacity: Int) {
    count = 0
    guard capacity > self.capacity else { return }
    unsafe start.deallocate()
    self.capacity = capacity
    unsafe start = Self.allocate(capacity)
  }

  /// Makes room for a number of bytes more and keeps what the buffer holds.
  mutating func reserve(_ additional: Int) {
    guard capacity - count < additional else { return }
    let grown = max(capacity * 2, count + additional)
    let larger = unsafe Self.allocate(grown)
    unsafe larger.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = unsafe larger
    capacity = grown
  }

  /// Appends a byte.
  mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe start[count] = byte
    count += 1
  }

  /// Appends bytes.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    unsafe (start + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  /// Appends a literal.
  mutating func append(_ literal: StaticString) {
    unsafe append(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    )
  }

  /// The bytes, lent until the buffer is changed or freed.
  var view: ByteView { unsafe ByteView(start, count: count) }
}

/// The pages in which the system hands out memory, each with some ceremony.
enum MemoryPages {
  /// The bytes of a large page.
  static var large: Int { 2 << 20 }

  /// Asks for large pages where a buffer covers them whole; advice that is not taken costs nothing.
  @unsafe
  static func preferLarge(_ buffer: UnsafeMutableRawBufferPointer) {
    let start = UInt(bitPattern: buffer.baseAddress)
    let first = (start + UInt(large - 1)) / UInt(large) * UInt(large)
    let end = (start + UInt(buffer.count)) / UInt(large) * UInt(large)
    guard first < end else { return }
    _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_HUGEPAGE)
  }
}

// The memory has one owner, which cannot be copied.
extension ByteBuffer: @unchecked Sendable {}
