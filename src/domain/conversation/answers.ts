/** What a form was filled in with: for each field its value, as the lookup takes it. */
export type Answers = Readonly<Record<string, string>>;
