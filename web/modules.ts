/** The pages of the product: what the shell builds router, navigation, search and Heute from. One line per room, in the order of modules/index.ts. */
import { web as administration } from '#modules/administration/web/index.ts'
import { web as consent } from '#modules/consent/web/index.ts'
import { web as control } from '#modules/control/web/index.ts'
import { web as home } from '#modules/home/web/index.ts'
import { web as incident } from '#modules/incident/web/index.ts'
import { web as instruction } from '#modules/instruction/web/index.ts'
import { web as logs } from '#modules/logs/web/index.ts'
import { web as lifecycle } from '#modules/lifecycle/web/index.ts'
import { web as messenger } from '#modules/messenger/web/index.ts'
import { web as people } from '#modules/people/web/index.ts'
import { web as documents } from '#web/documents/index.ts'
import { web as exports } from '#web/export/index.ts'
import type { ModuleWeb } from '#web/shell/module-web.ts'
import { web as signin } from '#web/signin/index.ts'

export const webs: readonly ModuleWeb[] = [signin, documents, exports, administration, instruction, people, consent, messenger, lifecycle, home, logs, incident, control]
