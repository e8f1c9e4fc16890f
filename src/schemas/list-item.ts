/**
 * What an item of a list must look like, such as the name of a photograph's file: it names one thing in one folder, and leads
 * nowhere else.
 */
export const listItem = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
