import './KeyGroups.css'

/** A key as it is read aloud and typed: what kind it is on a line of its own, then groups side by side. `label` says what it opens. */
export function KeyGroups({ groups, label }: { groups: readonly string[]; label: string }) {
  return (
    <ol className="key-groups" aria-label={label}>
      {groups.map((group, index) => <li key={index}><code>{group}</code></li>)}
    </ol>
  )
}
