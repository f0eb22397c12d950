/** A key or a chord as it is printed on German keyboards: `<Kbd>Strg K</Kbd>`. */
export function Kbd({ children }: { children: string }) {
  return <kbd className="kbd">{children}</kbd>
}
