/** The check of all modules at every start: what is not consistent does not start. */
import { FACT_KINDS, RELATIONS, WHO } from '#platform/access/vocabulary.ts'
import { guardianFaults } from './guardians.ts'
import { faultOfMeter } from '#platform/log/meters.ts'
import type { LogDeclaration } from './manifest.ts'
import type { Module } from './module.ts'
import type { Entry } from './perform.ts'

export class ModuleProblem extends Error {}

export type Assembly = { modules: readonly Module[]; entries: ReadonlyMap<string, Entry> }

/** Checks the modules and gives their operations by name (`messenger.sendMessage`). Throws ModuleProblem with every fault found, one a line. */
export function assemble(modules: readonly Module[]): Assembly {
  const faults: string[] = []
  const entries = new Map<string, Entry>()
  const ids = new Set<string>()
  const routes = new Set<string>()
  const controls = new Set<string>()
  const meters = new Set<string>()
  for (const module of modules) {
    const { manifest } = module
    if (ids.has(manifest.id)) faults.push(`two modules are called ${manifest.id}`)
    ids.add(manifest.id)
    faults.push(...faultsOfManifest(module))
    for (const [name, operation] of Object.entries(module.contract)) {
      const full = `${manifest.id}.${name}`
      const route = `${operation.method} ${operation.path.replace(/:[a-zA-Z]+/g, ':')}`
      if (routes.has(route)) faults.push(`${full}: the route ${route} is taken`)
      routes.add(route)
      const action = module.actions[name]
      if (action === undefined) faults.push(`${full} has no action`)
      if (manifest.rights[operation.right] === undefined) faults.push(`${full} needs the right ${operation.right}, which the manifest does not declare`)
      if (operation.subject !== undefined && module.subjects?.[operation.subject] === undefined) faults.push(`${full}: no loader for the subject ${operation.subject}`)
      if (operation.subject !== undefined && manifest.subjects?.[operation.subject] === undefined) faults.push(`${full}: the manifest does not say by which right a ${operation.subject} is visible`)
      if (operation.effects === 'write' && operation.method === 'GET') faults.push(`${full} writes by GET`)
      const unknown = (operation.stores ?? []).find((category) => manifest.categories[category] === undefined)
      if (unknown !== undefined) faults.push(`${full} stores ${unknown}, which is no category of the manifest`)
      if (manifest.needs.release && operation.effects === 'write' && operation.stores === undefined) faults.push(`${full} writes in a module that needs a release and does not say which categories`)
      if (operation.answer !== undefined && operation.doors.some((door) => door !== 'http')) faults.push(`${full} answers a file through another door than http`)
      if (operation.answer === 'blob' && (operation.effects !== 'read' || operation.method !== 'GET')) faults.push(`${full} answers a blob and is no reading by GET: it is asked again while the blob is read`)
      if (operation.body === 'stream' && operation.doors.some((door) => door !== 'http')) faults.push(`${full} takes a file through another door than http`)
      if (operation.body === 'stream' && operation.body_bytes_max === undefined) faults.push(`${full} takes a file of any size: body_bytes_max is missing`)
      if (action !== undefined) entries.set(full, { name, module, operation, action: action as Entry['action'] })
    }
    for (const { id } of [...(module.control?.figures ?? []), ...(module.control?.probes ?? [])]) {
      if (!id.startsWith(`${manifest.id}.`) || controls.has(id)) faults.push(`${manifest.id}: the line ${id} of the page Kontrolle is taken or of another module`)
      controls.add(id)
    }
    for (const meter of module.meters ?? []) {
      const fault = faultOfMeter(meter) ?? (meters.has(meter.name) ? `the meter ${meter.name} is taken` : null)
      if (fault !== null) faults.push(`${manifest.id}: ${fault}`)
      meters.add(meter.name)
    }
    for (const name of Object.keys(module.actions)) if (module.contract[name] === undefined) faults.push(`${manifest.id}: action ${name} has no operation`)
  }
  faults.push(...circles(modules))
  if (faults.length > 0) throw new ModuleProblem(`the modules do not fit together:\n${faults.join('\n')}`)
  return { modules, entries }
}

function faultsOfManifest({ manifest, contract }: Module): string[] {
  const faults: string[] = []
  const asked = new Set(Object.values(contract).map((operation) => operation.right))
  const visible = new Set(Object.values(manifest.subjects ?? {}).map((subject) => subject.visibleBy))
  for (const [right, rules] of Object.entries(manifest.rights)) {
    if (!right.startsWith(`${manifest.id}.`)) faults.push(`${manifest.id}: the right ${right} must begin with the module's name`)
    if (!asked.has(right) && !visible.has(right)) faults.push(`${manifest.id}: nothing asks for the right ${right}`)
    for (const rule of rules) {
      for (const who of rule.who) if (!(WHO as readonly string[]).includes(who)) faults.push(`${right}: ${who} is not in the list of who`)
      if (rule.relation !== undefined && !(RELATIONS as readonly string[]).includes(rule.relation)) faults.push(`${right}: ${rule.relation} is not in the list of relations`)
      if (rule.who.includes('nobody') && (rule.relation !== undefined || rule.state !== undefined)) faults.push(`${right}: a rule for nobody can not ask for a relation or a state`)
    }
  }
  for (const [kind, right] of Object.entries(manifest.tasksOfHead ?? {})) {
    if (!kind.startsWith(`${manifest.id}.`)) faults.push(`${manifest.id}: the task ${kind} of the head must begin with the module's name`)
    if (right !== null && manifest.rights[right] === undefined) faults.push(`${manifest.id}: the task ${kind} of the head is settled by the right ${right}, which is not declared`)
  }
  for (const right of visible) if (manifest.rights[right] === undefined) faults.push(`${manifest.id}: the right ${right} is not declared`)
  for (const kind of manifest.provides) if (!FACT_KINDS.includes(kind)) faults.push(`${manifest.id}: ${kind} is not in the list of fact kinds`)
  for (const log of manifest.technicalLogs ?? []) faults.push(...faultsOfLog(manifest, log))
  for (const { table, columns } of manifest.data) {
    for (const [name, column] of Object.entries(columns)) {
      if (column.kind === 'personal' && manifest.categories[column.category] === undefined) faults.push(`${table}.${name}: the category ${column.category} is not declared`)
    }
  }
  return [...faults, ...guardianFaults(manifest)]
}

/** R6.2: each field of a log is told, nothing is told that is not there, and its rows end by themselves. */
function faultsOfLog({ id, data }: Module['manifest'], { table, fields, readers, purpose }: LogDeclaration): string[] {
  const declared = data.find((one) => one.table === table)
  if (declared === undefined) return [`${id}: the log ${table} is no table of the manifest`]
  const columns = Object.keys(declared.columns).filter((column) => column !== 'id')
  const untold = columns.filter((column) => !(column in fields))
  const strange = Object.keys(fields).filter((field) => !columns.includes(field))
  return [
    ...untold.map((column) => `${id}: the log ${table} writes ${column} and does not say so`),
    ...strange.map((field) => `${id}: the log ${table} tells of ${field}, which it does not write`),
    ...(declared.keep.rule === 'option' || declared.keep.rule === 'days' ? [] : [`${id}: the log ${table} is kept without an end in days`]),
    ...(readers.length === 0 || purpose === '' ? [`${id}: the log ${table} says neither who reads it nor what for`] : []),
  ]
}

function circles(modules: readonly Module[]): string[] {
  const uses = new Map(modules.map(({ manifest }) => [manifest.id, manifest.uses]))
  const faults: string[] = []
  const walk = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) return void faults.push(`modules use each other in a circle: ${[...path, id].join(' -> ')}`)
    for (const next of uses.get(id) ?? []) {
      if (!uses.has(next)) faults.push(`${id} uses ${next}, which does not exist`)
      else walk(next, [...path, id])
    }
  }
  for (const id of uses.keys()) walk(id, [])
  return [...new Set(faults)]
}
