/** Where the browser begins. */
import './design/tokens.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './shell/App.tsx'
import { webs } from './modules.ts'

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App webs={webs} />
  </StrictMode>,
)
