/** The building blocks of documents: what is stored, hashed, shown and printed. */
export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  /** Label and text, one below the other. */
  | { kind: 'facts'; rows: { label: string; text: string }[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
