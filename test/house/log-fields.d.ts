export interface FieldsRead {
  readonly fields: readonly string[];
  readonly unread: readonly string[];
}
export function loggedFields(): readonly (FieldsRead & { readonly path: string })[];
export function fieldsIn(text: string): FieldsRead;
