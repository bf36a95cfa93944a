/** Why a value is none of its logical type; the store turns it into an error that names store and column. */
export class Misfit extends Error {}
