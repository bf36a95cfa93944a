/** `dense` on the agent's desktop, `large` where customers serve themselves with a thumb. */
export type DialogSize = 'dense' | 'large';
