/** The roles that a post gives to the person who holds it. A citizen has none of them: the portal is public. */
export const ROLES = [
  "receiving_officer",
  "specialist",
  "division_head",
  "leader",
  "one_stop_head",
  "home_affairs_officer",
  "inspector",
  "administrator",
  "citizen",
] as const;

export type Role = (typeof ROLES)[number];
