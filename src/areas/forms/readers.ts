/** Everyone whose work lets them see dossiers of the agency. */
export const READERS = [
  "receiving_officer",
  "one_stop_head",
  "specialist",
  "division_head",
  "leader",
  "home_affairs_officer",
  "inspector",
] as const;
