/** A wrong setting; `message` is one German sentence for the person at the console. */
export class ConfigError extends Error {}
