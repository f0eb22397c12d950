import { Page } from '../shell/Page.tsx'
import { Ground } from './Ground.tsx'
import { Controls } from './Controls.tsx'
import { Fields } from './Fields.tsx'
import { Pictures } from './Pictures.tsx'
import { Surfaces } from './Surfaces.tsx'
import './gallery.css'

export function Components() {
  return (
    <main className="gallery">
      <Page title="Gestaltung" lead="Jedes Bauteil in jedem Zustand. Hell und dunkel folgen dem System.">
        <Ground />
        <Controls />
        <Fields />
        <Surfaces />
        <Pictures />
      </Page>
    </main>
  )
}
