// The messages between this page and the worker that holds Python; protocol.py has the same in
// Python, and a test compares the two.

/**
 * @typedef {"hello"|"put"|"remove"|"clear"|"example"|"start"|"recognize"|"table"|"words"|
 *   "name_as"|"map_columns"|"check"|"show"|"write"|"earlier"|"plan"|"plugin"} Action
 * @typedef {{action: Action, names: string[], options: Object<string, any>}} Request
 * @typedef {{names: string[], result: any}} Answer
 * @typedef {{error: string, inside: boolean, memory: boolean}} Failed
 * @typedef {{result: any, files: Map<string, Uint8Array>}} Met
 */

export const PROTOCOL = 2;
