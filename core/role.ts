/** What a key may do, least first. Each role may do all that those before it may. */
export const roles = ['reader', 'submitter', 'admin'] as const;
export type Role = (typeof roles)[number];

/** True when `role` may do what takes at least `least`. */
export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
