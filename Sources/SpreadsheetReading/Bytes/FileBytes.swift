import Glibc

extension ByteBuffer {
  /// Reads a regular file whole, up to the number of bytes that a limit allows.
  ///
  /// - Throws: ``ReadingError/notFound``, ``ReadingError/unreadable(code:)``, or
  ///   ``ReadingError/limit(_:allowed:)`` when the file is larger than allowed.
  static func contents(
    of path: String,
    _ name: ReadingLimits.Name,
    of limits: ReadingLimits
  ) throws(ReadingError) -> ByteBuffer {
    let limit = limits[name]
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .notFound : .unreadable(code: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable(code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    guard status.st_size <= limit else { throw .limit(name, allowed: limit) }
    var buffer = ByteBuffer(capacity: Int(status.st_size) + 1)
    while true {
      // The file may have grown since it was measured.
      buffer.reserve(1)
      let length = unsafe read(
        descriptor,
        buffer.start + buffer.count,
        buffer.capacity - buffer.count
      )
      if length < 0 && errno == EINTR { continue }
      guard length >= 0 else { throw .unreadable(code: errno) }
      guard length > 0 else { return buffer }
      buffer.count += length
      guard buffer.count <= limit else { throw .limit(name, allowed: limit) }
    }
  }
}
