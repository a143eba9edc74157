export const REGISTER_PATH = "/so-theo-doi";
export const registerPath = (year: number): string => `${REGISTER_PATH}/${year}`;
