/** The pages of the product: what the shell builds router, navigation, search and Heute from. One line per module, in the order of modules/index.ts. */
import type { ModuleWeb } from '#web/shell/module-web.ts'

export const webs: readonly ModuleWeb[] = []
