/** Components that modules hand over as loaders: each loader becomes one lazy component, however often it is shown. */
import { lazy } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'

/** The lazy component of a loader; the same one for the same loader, so it keeps its state between renders. */
export function lazyPart(load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> {
  const known = parts.get(load)
  if (known) return known
  const part = lazy(() => load().then((component) => ({ default: component })))
  parts.set(load, part)
  return part
}

const parts = new WeakMap<() => Promise<ComponentType>, LazyExoticComponent<ComponentType>>()
