import { I18nProvider } from 'react-aria-components/I18nProvider'
import { RouterProvider } from 'react-aria-components'
import type { ReactNode } from 'react'
import './tokens.css'
import './fonts.css'
import './base.css'
import './small.css'

/** Around everything: the look, German words inside the components, and links that go through the router instead of loading the page anew. */
export function DesignRoot({ children, navigate }: { children: ReactNode; navigate: (path: string) => void }) {
  return (
    <I18nProvider locale="de-DE">
      <RouterProvider navigate={navigate}>{children}</RouterProvider>
    </I18nProvider>
  )
}
