/** The mark: a hopscotch court (Himmel und Hölle) with one square in chalk yellow. Decoration; the name stands beside it. */
export function Mark({ size = '1.75rem' }: { size?: string }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark-square" x="16" y="12.5" width="13" height="8.5" />
      <path className="mark-lines" d="M7 12.5a9 9 0 0 1 18 0M3 12.5h26V21H3zM16 12.5V21M10.5 21h11v9h-11z" />
    </svg>
  )
}
