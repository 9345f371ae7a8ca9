/** Thrown inside a layout that asks for a fact which is not exact yet; caught where the node is laid out. */
export const NOT_YET = Symbol('a fact that this layout asks for is not exact yet');
/** Thrown when a graph becomes more steps than a run may have. */
export const TOO_MANY = Symbol('too many steps');
