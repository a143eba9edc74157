const WORKING_DAY_HOURS = 8;

/** Whether the result may be had while one waits: the term is the same day, or at most a working day in hours. */
export const isImmediate = ({ termValue, termUnit }: { readonly termValue: number | null; readonly termUnit: string }): boolean =>
  termUnit === "same_day" || (termUnit === "working_hour" && termValue !== null && termValue <= WORKING_DAY_HOURS);
