import type { ComponentCount, ReceivedComponent } from "./dossier.ts";

/** Whether at least one copy of a component is there, or a database of the state holds it (Decree 224/2026 article 18.4). */
export const isPresent = ({ original, certified, photo, electronic = 0, fromDatabase }: ComponentCount): boolean =>
  original + certified + photo + electronic > 0 || fromDatabase === true;

/** Whether a component that the procedure requires is not there (Decree 61/2018 article 17.1, R-01). */
export const isMissing = (component: ReceivedComponent): boolean => component.required && !isPresent(component);
