/** The distances of a drawn graph, in pixels. */
export const MARGIN = 24;
/** How far what is inside another stands right of it; a multiple of the distance of lanes, so that these form one grid. */
export const INDENT = 36;
/** Where, from the left of a node, the way to the next one leaves and arrives. */
export const SPINE = 18;
/** How far left of nodes ways past them run. */
export const PAST = 9;
/** The distance of lines that run beside each other on the right. */
export const LANE = 12;
/** How far a way that leaves downward runs before it turns. */
export const DROP = 9;
