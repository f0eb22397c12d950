/** Limits of the HTTP and WebSocket doors. */
export const limits = {
  body_bytes_max: 256 * 1024,
  /** Pieces of a body, whatever their size, and from then on the least average size of one. Networks carry pieces of a thousand bytes and more. */
  body_pieces_max: 1_000,
  body_piece_bytes_min: 64,
  url_bytes_max: 4_096,
  header_bytes_max: 16 * 1024,
  /** From the first byte of a request to its last. */
  request_ms_max: 30_000,
  /** A streamed upload may take as long as it keeps this pace from then on; looked at this often. */
  upload_bytes_per_second_min: 4_096,
  upload_looked_at_ms: 5_000,
  uploads_per_person_max: 4,
  uploads_max: 128,
  /** Whoever reads a blob is asked about again this often (B2). */
  blob_asked_again_ms: 1_000,
  /** Lines that are over their time are looked for this often. */
  connections_checked_ms: 5_000,
  /** A line on which nothing moves is cut, also while an answer waits for somebody to read it. Longer than any operation takes. */
  silence_ms_max: 120_000,
  /** A refused body is thrown away for so long before its line is cut. */
  linger_ms_max: 1_000,
  connections_max: 5_000,
  /** Requests of one line that may be under way at the same time. Browsers send one after the other; whoever sends a thousand in one breath takes the database from all. */
  requests_per_line_max: 16,
  fault_said_every_ms: 1_000,
  frame_bytes_max: 64 * 1024,
  /** Frames of one socket: a bucket of this size, refilled at this rate. Beyond it frames are refused, far beyond it the socket is cut. */
  frames_burst_max: 120,
  frames_per_second: 30,
  frames_refused_max: 400,
  sockets_per_person_max: 12,
  /** Answers that wait for a reader who does not read; beyond it the socket is cut. */
  answers_waiting_bytes_max: 4 * 1024 * 1024,
  beat_ms: 20_000,
  /** Calls of one socket that may be under way at the same time. */
  calls_waiting_max: 64,
} as const
