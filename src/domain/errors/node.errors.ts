/** Errors of the chain node, ours or another's, and of its journal. */
export const NODE_ERRORS = {} as const;
